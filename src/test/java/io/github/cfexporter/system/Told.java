package io.github.cfexporter.system;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a node tells of itself and of its cluster. */
final class Told {

  /** How many nodes it sees. */
  static int nodes(ExporterProcess node) throws Exception {
    return status(node, "nodes").size();
  }

  /** How many accounts it collects. */
  static int accounts(ExporterProcess node) throws Exception {
    return status(node, "nodes").stream()
        .filter(one -> one.getBoolean("self"))
        .mapToInt(one -> one.getInteger("accounts"))
        .sum();
  }

  /** How often it has begun to collect an account. */
  static long taken(ExporterProcess node) {
    return node.output()
        .lines()
        .filter(line -> line.contains("this node collects the account now"))
        .count();
  }

  /** How many calls it has let out as the limiter. */
  static double permits(ExporterProcess node) throws Exception {
    return sum(node, "cloudflare_exporter_permits_issued_total{");
  }

  /** How many answers it has begun to add to the counters. */
  static double fetches(ExporterProcess node) throws Exception {
    return sum(node, "cloudflare_exporter_fetches_total{");
  }

  private static double sum(ExporterProcess node, String family) throws Exception {
    return Exposed.of(node.get("/metrics?scope=node").body()).samples().entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(family))
        .mapToDouble(sample -> sample.getValue())
        .sum();
  }

  private static List<JsonObject> status(ExporterProcess node, String part) throws Exception {
    return new JsonObject(node.get("/status.json").body())
        .getJsonArray(part).stream().map(JsonObject.class::cast).toList();
  }

  private Told() {}
}
