package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Weights of the origins behind load balancers, from {@code /zones/{id}/load_balancers} and {@code
 * /accounts/{id}/load_balancers/pools}.
 */
public final class LoadBalancerWeights implements RestKind {
  private static final Family FAMILY = new Family(
      "cloudflare_zone_lb_origin_weight",
      MetricType.GAUGE,
      "Configured weight of an enabled origin, 0 to 1."
          + " Source REST load_balancers and load_balancers/pools origins[].weight.",
      List.of("zone", "account", "lb_name", "pool_name", "origin_name"));

  /** What Cloudflare takes for an origin without a weight. */
  private static final double USUAL_WEIGHT = 1;

  @Override
  public String name() {
    return "lb-weight-metrics";
  }

  @Override
  public List<Family> families() {
    return List.of(FAMILY);
  }

  @Override
  public Future<ZoneReader> open(String accountId, Rest rest) {
    return ifEnabled(rest.pools(accountId))
        .map(LoadBalancerWeights::byId)
        .<ZoneReader>map(pools -> zoneId ->
            ifEnabled(rest.loadBalancers(zoneId)).map(balancers -> samples(balancers, pools)))
        .recover(cause -> Future.succeededFuture(
            zoneId -> ifEnabled(rest.loadBalancers(zoneId)).map(found -> without(found, cause))));
  }

  /** Whoever has no load balancer needs no pools to say so; the weights of others are in the pools. */
  private static List<Sample> without(List<JsonObject> balancers, Throwable pools) {
    if (balancers.isEmpty()) {
      return List.of();
    }
    if (pools instanceof CloudflareException refused) {
      throw refused;
    }
    throw new IllegalStateException("pools could not be read", pools);
  }

  /** Load balancing is an add-on: who lacks it has none, and that is no error. */
  private static Future<List<JsonObject>> ifEnabled(Future<List<JsonObject>> listed) {
    return listed.recover(cause -> cause instanceof CloudflareException refused
            && refused.refusal() instanceof Refusal.PathRefused
        ? Future.succeededFuture(List.of())
        : Future.failedFuture(cause));
  }

  private static Map<String, JsonObject> byId(List<JsonObject> pools) {
    return pools.stream()
        .collect(Collectors.toMap(pool -> Fields.text(pool, "id"), pool -> pool, (a, b) -> a));
  }

  private static List<Sample> samples(List<JsonObject> balancers, Map<String, JsonObject> pools) {
    Map<List<String>, Double> weights = new LinkedHashMap<>();
    for (JsonObject balancer : balancers) {
      for (String poolId : poolIds(balancer)) {
        JsonObject pool = pools.getOrDefault(poolId, new JsonObject());
        for (JsonObject origin : Fields.objects(pool, "origins")) {
          if (Fields.truth(origin, "enabled", true)) {
            double weight = Fields.number(origin, "weight", USUAL_WEIGHT);
            weights.merge(labels(balancer, pool, origin), weight, Double::sum);
          }
        }
      }
    }
    return weights.entrySet().stream()
        .map(entry -> new Sample(FAMILY.name(), entry.getKey(), entry.getValue()))
        .toList();
  }

  private static List<String> labels(JsonObject balancer, JsonObject pool, JsonObject origin) {
    return List.of(
        Fields.text(balancer, "name"), Fields.text(pool, "name"), Fields.text(origin, "name"));
  }

  /** Every pool that the balancer may send traffic to, each once. */
  private static Set<String> poolIds(JsonObject balancer) {
    Set<String> ids = new LinkedHashSet<>(Fields.texts(balancer, "default_pools"));
    for (String steering : List.of("region_pools", "country_pools", "pop_pools")) {
      JsonObject byPlace = Fields.object(balancer, steering);
      byPlace.fieldNames().forEach(place -> ids.addAll(Fields.texts(byPlace, place)));
    }
    ids.add(Fields.text(balancer, "fallback_pool"));
    return ids;
  }
}
