package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.monitoring.Dashboard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes the demo for a while, with our rules. Debian's server; {@link
 * PrometheusContainerTest} is a part of the same with Docker.
 */
@Tag("system")
class PrometheusTest {
  /** Expressions of dashboards that nothing in the demo answers, and why. */
  private static final Map<String, String> NOT_IN_THE_DEMO = Map.of(
      "min(cloudflare_exporter_token_expiry_timestamp_seconds) - time()",
      "its token never expires",
      "min by (query) (cloudflare_exporter_audit_ratio{account=~\".*\"})",
      "it is audited for the first time after two hours",
      "min(cloudflare_exporter_database_up)",
      "it keeps nothing in a database",
      "min(cloudflare_exporter_cluster_nodes)",
      "it runs alone",
      "min(cloudflare_exporter_cluster_safe)",
      "it runs alone");

  /** Alerts that the demo's world raises: a sixth of its answers are errors. */
  private static final Set<String> ALWAYS_IN_THE_DEMO = Set.of(
      "CloudflareServerErrors",
      "CloudflareOriginErrors",
      "CloudflareOriginUnreachable",
      "CloudflareWorkerErrors");

  /** Those that it raises at times: its checks, deliveries and an origin fail, some windows are odd. */
  private static final Set<String> SOMETIMES_IN_THE_DEMO = Set.of(
      "CloudflareClientErrors",
      "CloudflareHealthCheckFails",
      "CloudflareLogpushFails",
      "CloudflareOriginSlow",
      "CloudflarePoolUnhealthy",
      "CloudflareTunnelsUnhealthy");

  private static final Pattern LOOK = Pattern.compile("(?ms)^```sh look\n(.*?)^```$");

  @TempDir
  static Path directory;

  private static ExporterProcess exporter;
  private static Prometheus prometheus;

  @BeforeAll
  static void start() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    exporter = ExporterProcess.start(directory, soon(), "--demo");
    prometheus = Prometheus.start(directory, exporter.baseUrl());
  }

  @AfterAll
  static void stop() {
    if (prometheus != null) {
      prometheus.close();
    }
    if (exporter != null) {
      exporter.close();
    }
  }

  /** What it stored must be the simulator's traffic, to the last request. */
  @Test
  void scrapedCounters_growByTheTrafficOfTheSimulator() throws Exception {
    List<Long> stored =
        Await.until(() -> DemoTraffic.stored(prometheus.url()), values -> values.size() >= 6);

    assertThat(DemoTraffic.starts())
        .as("a second from which the traffic adds up to each of %s", stored)
        .anyMatch(start -> DemoTraffic.totalsSince(start).containsAll(stored));
  }

  @Test
  void everyExpressionOfTheDashboards_hasData() throws Exception {
    Set<String> missing = new HashSet<>();
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.queries().forEach(query -> missing.add(chosen(dashboard, query.expr())));
      dashboard.choices().forEach(expr -> missing.add(chosen(dashboard, expr)));
    }
    assertThat(missing).hasSizeGreaterThan(100).containsAll(NOT_IN_THE_DEMO.keySet());
    missing.removeAll(NOT_IN_THE_DEMO.keySet());

    Await.until(() -> withoutData(prometheus, missing), Set::isEmpty);

    for (String expr : NOT_IN_THE_DEMO.keySet()) {
      assertThat(prometheus.hasData(expr)).as(expr).isFalse();
    }
    assertThat(prometheus.brokenRules()).isEmpty();
  }

  /** Those of Grafana's mixin and of awesome-prometheus-alerts, at the time of a scrape. */
  @Test
  void everyExpressionForTheNamesOfLablabs_hasData() throws Exception {
    Set<String> missing = new HashSet<>(
        Files.readAllLines(Path.of("src/test/resources/names/lablabs-expressions.txt")));
    assertThat(missing).hasSizeGreaterThan(20);
    try (Prometheus lablabs =
        Prometheus.start(directory.resolve("lablabs"), exporter.baseUrl(), "/metrics/lablabs")) {
      Await.until(() -> withoutData(lablabs, missing), Set::isEmpty);
    }
  }

  @Test
  void healthyDemo_raisesNoAlert_butThoseOfItsWorld() throws Exception {
    Set<String> raised =
        Await.until(prometheus::alerts, alerts -> alerts.containsAll(ALWAYS_IN_THE_DEMO));

    raised.removeAll(ALWAYS_IN_THE_DEMO);
    assertThat(SOMETIMES_IN_THE_DEMO).containsAll(raised);
  }

  @Test
  void commandsOfTheRunbook_work() throws Exception {
    Programs.need("/usr/bin/jq");
    String script = LOOK.matcher(Files.readString(Path.of("src/site/markdown/runbook.md")))
        .results()
        .map((MatchResult look) -> look.group(1))
        .collect(Collectors.joining());

    Programs.Ended ended = Programs.run(
        directory.resolve("runbook.log"),
        Map.of("EXPORTER", exporter.baseUrl(), "PROMETHEUS", prometheus.url()),
        "bash",
        "-xeuo",
        "pipefail",
        "-c",
        script);

    assertThat(script.lines()).hasSizeGreaterThan(80);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  /**
   * Some datasets have minutes only, and their counters have to move once. The delay is such that, for
   * the exporter, a minute ends half a minute from now.
   */
  private static Map<String, String> soon() {
    long delay = Long.parseLong(DemoTraffic.QUICK.get("SCRAPE_DELAY_SECONDS"));
    long end = System.currentTimeMillis() / 1000 + 30;
    Map<String, String> environment = new HashMap<>(DemoTraffic.QUICK);
    environment.put("SCRAPE_DELAY_SECONDS", String.valueOf(delay + (end - delay) % 60));
    return environment;
  }

  /** Takes away what has data now; what is left never had any. */
  private static Set<String> withoutData(Prometheus server, Set<String> exprs) throws Exception {
    for (String expr : List.copyOf(exprs)) {
      if (server.hasData(expr)) {
        exprs.remove(expr);
      }
    }
    return exprs;
  }

  /** As Grafana sends it when everything is chosen, or of the zones the one that has everything. */
  private static String chosen(Dashboard dashboard, String expr) {
    String zone = dashboard.file().equals("zone.json") ? "acme.example" : ".*";
    return expr.replace("$__rate_interval", "1m")
        .replace("$__range", "5m")
        .replace("$zone", zone)
        .replaceAll("\\$(account|host)", ".*");
  }
}
