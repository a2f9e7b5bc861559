package io.github.cfexporter.simulator.world;

import java.util.List;

/**
 * A load balancer and its pools. Traffic goes to the first two pools; the third is on standby and
 * fails now and then.
 */
public record LoadBalancer(String id, String name, String steeringPolicy, List<Pool> pools) {
  private static final long HEALTH_SECONDS = 600;

  /** Pools belong to the account and serve all its load balancers. */
  public record Pool(String id, String name, boolean enabled, List<Origin> origins) {
    /** Health may change every ten minutes, and only that of pools on standby does. */
    public boolean healthyAt(long second) {
      long slice = Math.floorDiv(second, HEALTH_SECONDS);
      return !name.startsWith("standby") || (Hash.mix(Hash.of(id) + slice) & 1) == 0;
    }
  }

  public record Origin(String name, String address, boolean enabled, double weight) {}

  public static List<LoadBalancer> of(Zone zone) {
    List<Pool> pools = pools(zone.accountId());
    return List.of(
        new LoadBalancer(Hash.id(zone.id() + "lb1"), "lb." + zone.domain(), "random", pools),
        new LoadBalancer(Hash.id(zone.id() + "lb2"), "geo." + zone.domain(), "geo", pools));
  }

  public static List<Pool> pools(String accountId) {
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
        List.of(
            new Origin("app-server-1", "192.0.2." + subnet, true, weight),
            new Origin("app-server-2", "198.51.100." + subnet, true, 1 - weight / 2),
            new Origin("retired", "203.0.113." + subnet, false, 1)));
  }
}
