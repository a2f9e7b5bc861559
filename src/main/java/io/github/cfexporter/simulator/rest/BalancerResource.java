package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Hash;
import io.github.cfexporter.simulator.world.LoadBalancer;
import io.github.cfexporter.simulator.world.LoadBalancer.Origin;
import io.github.cfexporter.simulator.world.LoadBalancer.Pool;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Load balancers of a zone and pools of an account; both come on a single page. */
final class BalancerResource {
  private static final String CREATED = "2021-01-01T05:20:00.12345Z";

  /** Zones without the add-on are refused. */
  static JsonArray balancers(Zone zone) {
    if (!zone.has(Entitlement.LOAD_BALANCING)) {
      throw RestError.of(403, 1003, "load balancing not enabled for zone");
    }
    return new JsonArray(
        LoadBalancer.of(zone).stream().map(BalancerResource::balancer).toList());
  }

  static JsonArray pools(Account account) {
    return new JsonArray(
        LoadBalancer.allPools(account.id()).stream().map(BalancerResource::pool).toList());
  }

  /** Health by region; origins by their addresses, of which those are missing that are not checked. */
  static JsonObject health(Account account, String poolId, long nowMillis) {
    Pool pool = LoadBalancer.allPools(account.id()).stream()
        .filter(one -> one.id().equals(poolId))
        .findFirst()
        .orElseThrow(() -> RestError.of(404, 1001, "pool not found"));
    JsonObject regions = new JsonObject();
    if (pool.monitored()) {
      LoadBalancer.REGIONS.forEach(
          region -> regions.put(region, region(pool, region, nowMillis / 1_000)));
    }
    return new JsonObject().put("pool_id", pool.id()).put("pop_health", regions);
  }

  private static JsonObject region(Pool pool, String region, long second) {
    JsonArray origins = new JsonArray();
    for (Origin origin : pool.origins()) {
      pool.healthyAt(origin, region, second)
          .ifPresent(healthy -> origins.add(new JsonObject()
              .put(
                  origin.address(),
                  new JsonObject()
                      .put("healthy", healthy)
                      .put("rtt", healthy ? roundTrip(pool, origin, region) : "0s")
                      .put("failure_reason", healthy ? "No failures" : "TCP connection failed")
                      .put("response_code", healthy ? 200 : 0))));
    }
    return new JsonObject().put("healthy", pool.healthyAt(second)).put("origins", origins);
  }

  /** As Go writes a duration. */
  private static String roundTrip(Pool pool, Origin origin, String region) {
    int tenths = pool.roundTrip(origin, region);
    return tenths / 10 + "." + tenths % 10 + "ms";
  }

  private static JsonObject balancer(LoadBalancer balancer) {
    return new JsonObject()
        .put("id", balancer.id())
        .put("name", balancer.name())
        .put("enabled", true)
        .put("proxied", true)
        .put("fallback_pool", balancer.pools().get(2).id())
        .put(
            "default_pools",
            new JsonArray(balancer.pools().stream().map(Pool::id).toList()))
        .put("region_pools", new JsonObject())
        .put("steering_policy", balancer.steeringPolicy())
        .put("session_affinity", "none")
        .put("created_on", CREATED);
  }

  private static JsonObject pool(Pool pool) {
    return new JsonObject()
        .put("id", pool.id())
        .put("name", pool.name())
        .put("enabled", pool.enabled())
        .put("minimum_origins", 1)
        .put("monitor", pool.monitored() ? Hash.id("monitor" + pool.id()) : null)
        .putNull("check_regions")
        .put("created_on", CREATED)
        .putNull("latitude")
        .putNull("longitude")
        .put("notification_email", "")
        .put("origin_steering", new JsonObject().put("policy", "random"))
        .put(
            "origins",
            new JsonArray(pool.origins().stream().map(BalancerResource::origin).toList()));
  }

  private static JsonObject origin(Origin origin) {
    JsonObject json = new JsonObject()
        .put("name", origin.name())
        .put("address", origin.address())
        .put("enabled", origin.enabled())
        .put("weight", origin.weight())
        .put("port", 0)
        .putNull("virtual_network_id");
    return origin.enabled() ? json : json.put("disabled_at", CREATED);
  }

  private BalancerResource() {}
}
