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

  /** TLS with a certificate of cert-manager, and users. */
  static final Map<String, Object> TLS = with(
      ALONE,
      Map.of(
          "webConfig.existingSecret",
          "web",
          "webConfig.certificatesSecret",
          "certificate",
          "webConfig.tls",
          true,
          "serviceMonitor.enabled",
          true,
          "serviceMonitor.tls.caSecret",
          "certificate",
          "serviceMonitor.basicAuth.existingSecret",
          "prometheus-login"));

  /** Nobody gets in without a certificate. */
  static final Map<String, Object> MUTUAL_TLS = with(
      with(CLUSTER, TLS),
      Map.of(
          "webConfig.clientCertificates", true, "serviceMonitor.tls.clientSecret", "prometheus"));

  static Stream<Map<String, Object>> variants() {
    return Stream.of(Map.of("demo", true), ALONE, CLUSTER, EVERYTHING, TLS, MUTUAL_TLS);
  }

  static Map<String, Object> with(Map<String, Object> some, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(some);
    all.putAll(more);
    return Map.copyOf(all);
  }

  private ChartValues() {}
}
