package io.github.cfexporter.deploy;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What operators set of the chart, from the demo to everything at once. */
final class ChartValues {
  static final Map<String, Object> ALONE = Map.of("apiToken.existingSecret", "cloudflare");
  static final Map<String, Object> CLUSTER = with(
      ALONE,
      Map.of(
          "replicas",
          3,
          "cluster.existingSecret",
          "members",
          "jdbcUrl.existingSecret",
          "database"));
  static final Map<String, Object> EVERYTHING = with(
      CLUSTER,
      Map.of(
          "basicAuth.existingSecret",
          "login",
          "serviceMonitor.enabled",
          true,
          "prometheusRule.enabled",
          true,
          "config.queryLimit",
          5000,
          "persistence.storageClass",
          "fast",
          "networkPolicy.from[0].namespaceSelector.matchLabels.name",
          "monitoring"));

  static Stream<Map<String, Object>> variants() {
    return Stream.of(Map.of("demo", true), ALONE, CLUSTER, EVERYTHING);
  }

  static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }

  private ChartValues() {}
}
