package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.LoadBalancer;
import io.github.cfexporter.simulator.world.LoadBalancer.Pool;
import io.github.cfexporter.simulator.world.Places;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;

/** Events around origins: load balanced requests and standalone health checks. */
final class OriginTraits {
  private static final List<String> CHECK_REGIONS = List.of("WEU", "ENAM", "SEAS");

  static List<Traits> loadBalancing(Zone zone) {
    List<Traits> sorts = new ArrayList<>();
    for (LoadBalancer balancer : LoadBalancer.of(zone)) {
      for (int pool = 0; pool < 2; pool++) {
        for (int origin = 0; origin < 2; origin++) {
          sorts.add(balanced(balancer, pool, origin));
        }
      }
    }
    return sorts;
  }

  private static Traits balanced(LoadBalancer balancer, int poolIndex, int originIndex) {
    Pool pool = balancer.pools().get(poolIndex);
    String origin = pool.origins().get(originIndex).name();
    long noise = Hash.of(balancer.id() + poolIndex + originIndex);
    return Traits.builder()
        .text("coloCode", Places.pick(Places.COLOS, noise).code())
        .text("errorType", "")
        .text("lbName", balancer.name())
        .number("multipleOriginsSelected", 0)
        .number("numberOriginsSelected", 1 + originIndex)
        .number("proxied", 1)
        .text("region", Places.pick(Places.COLOS, noise).region())
        .number("selectedOriginIndex", originIndex)
        .text("selectedOriginName", origin)
        .text("selectedOriginNames", origin)
        .number("selectedPoolAvgRttMs", 10 + Hash.bits(noise, 8, 6))
        .number("selectedPoolHealthChecksEnabled", 1)
        .number("selectedPoolHealthy", 1)
        .text("selectedPoolId", pool.id())
        .number("selectedPoolIndex", poolIndex)
        .text("selectedPoolName", pool.name())
        .text("sessionAffinity", "none")
        .text("sessionAffinityEnabled", "false")
        .text("sessionAffinityStatus", "none")
        .text("steeringPolicy", balancer.steeringPolicy())
        .listing(balancer)
        .build();
  }

  /** Two checks from three regions; now and then one fails. */
  static List<Traits> healthChecks(Zone zone) {
    List<Traits> sorts = new ArrayList<>();
    for (String region : CHECK_REGIONS) {
      for (int origin = 1; origin <= 2; origin++) {
        sorts.add(checked(zone, region, origin, true));
      }
    }
    sorts.add(checked(zone, "WEU", 2, false));
    return sorts;
  }

  private static Traits checked(Zone zone, String region, int origin, boolean healthy) {
    long noise = Hash.of(zone.id() + region + origin);
    return Traits.builder()
        .text("failureReason", healthy ? "No failures" : "TCP connection timed out")
        .text("fqdn", "origin-" + origin + "." + zone.domain())
        .number("healthChanged", healthy ? 0 : 1)
        .text("healthCheckId", Hash.id(zone.id() + "check" + origin))
        .text("healthCheckName", "check-" + origin)
        .text("healthStatus", healthy ? "Healthy" : "Unhealthy")
        .text("originIP", "192.0.2." + origin)
        .number("originResponseStatus", healthy ? 200 : 0)
        .text("region", region)
        .text("scope", "Region")
        .measure("rttMs", 20 + Hash.bits(noise, 0, 6))
        .measure("tcpConnMs", 10 + Hash.bits(noise, 8, 5))
        .measure("timeToFirstByteMs", 40 + Hash.bits(noise, 16, 7))
        .measure("tlsHandshakeMs", 15 + Hash.bits(noise, 24, 5))
        .measure("healthStatus", healthy ? 1 : 0)
        .build();
  }

  private OriginTraits() {}
}
