package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
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
        LoadBalancer.pools(account.id()).stream().map(BalancerResource::pool).toList());
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
        .putNull("monitor")
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
