package io.github.cfexporter.simulator.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A load balancer and its pools. Traffic goes to the first two pools; the third is on standby and
 * fails now and then.
 */
public record LoadBalancer(String id, String name, String steeringPolicy, List<Pool> pools) {
  private static final long HEALTH_SECONDS = 600;

  /** From where pools are checked. */
  public static final List<String> REGIONS = List.of("Amsterdam, NL", "Ashburn, VA");

  /** Pools belong to the account and serve all its load balancers. */
  public record Pool(
      String id, String name, boolean enabled, boolean monitored, List<Origin> origins) {
    /** Health may change every ten minutes, and only that of pools on standby does. */
    public boolean healthyAt(long second) {
      long slice = Math.floorDiv(second, HEALTH_SECONDS);
      return !name.startsWith("standby") || (Hash.mix(Hash.of(id) + slice) & 1) == 0;
    }

    /**
     * What checks of a region say of an origin; empty where none is made or none has ended yet: of pools
     * without a monitor, of origins that are off, and now and then of one that is on.
     */
    public Optional<Boolean> healthyAt(Origin origin, String region, long second) {
      if (!monitored || !origin.enabled() || Hash.below(5, id + origin.name() + region) == 0) {
        return Optional.empty();
      }
      long slice = Math.floorDiv(second, HEALTH_SECONDS);
      boolean well = Hash.below(4, id + origin.name() + region + slice) > 0;
      return Optional.of(well && healthyAt(second));
    }

    /** Tenths of a millisecond from a region to an origin and back. */
    public int roundTrip(Origin origin, String region) {
      return 1 + Hash.below(3_000, "rtt" + id + origin.name() + region);
    }
  }

  public record Origin(String name, String address, boolean enabled, double weight) {}

  public static List<LoadBalancer> of(Zone zone) {
    List<Pool> pools = pools(zone.accountId());
    return List.of(
        new LoadBalancer(Hash.id(zone.id() + "lb1"), "lb." + zone.domain(), "random", pools),
        new LoadBalancer(Hash.id(zone.id() + "lb2"), "geo." + zone.domain(), "geo", pools));
  }

  /** Every pool of an account: those of its load balancers, one without a monitor, one that is off. */
  public static List<Pool> allPools(String accountId) {
    List<Pool> all = new ArrayList<>(pools(accountId));
    List<Origin> origins = List.of(new Origin("spare", "192.0.2.99", true, 1));
    all.add(new Pool(Hash.id(accountId + "spare"), "spare", true, false, origins));
    all.add(new Pool(Hash.id(accountId + "off"), "switched off", false, true, origins));
    return all;
  }

  private static List<Pool> pools(String accountId) {
    return List.of(
        pool(accountId, "primary-dc-1", 1, 0.56),
        pool(accountId, "zürich \"2\"", 2, 1),
        pool(accountId, "standby", 3, 0.25));
  }

  private static Pool pool(String accountId, String name, int subnet, double weight) {
    return new Pool(
        Hash.id(accountId + name),
        name,
        true,
        true,
        List.of(
            new Origin("app-server-1", "192.0.2." + subnet, true, weight),
            new Origin("app-server-2", "198.51.100." + subnet, true, 1 - weight / 2),
            new Origin("retired", "203.0.113." + subnet, false, 1)));
  }
}
