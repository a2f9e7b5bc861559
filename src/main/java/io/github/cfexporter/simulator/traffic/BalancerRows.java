package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.LoadBalancer;
import io.github.cfexporter.simulator.world.LoadBalancer.Origin;
import io.github.cfexporter.simulator.world.LoadBalancer.Pool;
import java.util.List;
import java.util.Map;

/** The lists in a row of {@code loadBalancingRequestsAdaptive}: all pools, and the chosen one's origins. */
final class BalancerRows {

  static List<Map<String, Object>> list(String name, Event event) {
    LoadBalancer balancer = event.traits().balancer();
    if (name.equals("pools")) {
      return balancer.pools().stream().map(pool -> pool(pool, event)).toList();
    }
    Pool selected = balancer.pools().get((int) event.number("selectedPoolIndex"));
    return selected.origins().stream()
        .filter(Origin::enabled)
        .map(origin -> origin(origin, event))
        .toList();
  }

  private static Map<String, Object> pool(Pool pool, Event event) {
    return Map.of(
        "avgRttMs",
        10L + pool.name().length(),
        "distance",
        1.5,
        "healthCheckEnabled",
        1L,
        "healthy",
        pool.healthyAt(event.second()) ? 1L : 0L,
        "id",
        pool.id(),
        "poolName",
        pool.name());
  }

  private static Map<String, Object> origin(Origin origin, Event event) {
    return Map.of(
        "fqdn",
        "",
        "health",
        1L,
        "ipv4",
        origin.address(),
        "ipv6",
        "",
        "originName",
        origin.name(),
        "selected",
        origin.name().equals(event.text("selectedOriginName")) ? 1L : 0L,
        "weight",
        origin.weight());
  }

  private BalancerRows() {}
}
