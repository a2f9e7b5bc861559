package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.FreePort;
import io.github.cfexporter.QueryKinds;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real Prometheus makes of new series: it sees each of them at zero first, so that {@code
 * increase()} has the first event of every series.
 */
@Tag("system")
class NewSeriesPrometheusTest {
  /** Many scrapes long, of which a busy machine may miss some. */
  private static final String HELD_SECONDS = "30";

  private static final String COUNTERS =
      "{__name__=~\"cloudflare_(zone|worker|logpush|magic)_.+_total\"}[15m]";

  /** What alerts are made of, and what is rare enough to begin late. */
  private static final List<String> RARE = List.of(
      "cloudflare_zone_firewall_events_total",
      "cloudflare_zone_requests_status_country_host_total{edge_status=~\"5..\"}",
      "cloudflare_worker_errors_total");

  @TempDir
  Path directory;

  @Test
  void everySeries_isSeenAtZeroFirst_andWhatItCountsIsAnIncrease() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    Map<String, String> environment = new HashMap<>(DemoTraffic.QUICK);
    environment.put("QUERY_KINDS", QueryKinds.usualOnly());
    environment.put("NEW_SERIES_ZERO_SECONDS", HELD_SECONDS);
    int port = FreePort.find();
    environment.put("PORT", Integer.toString(port));
    try (Prometheus prometheus = Prometheus.start(directory, "http://127.0.0.1:" + port)) {
      Await.until(() -> count(prometheus, "count(up == 0)"), tried -> tried == 1);
      check(prometheus, environment);
    }
  }

  /** A Prometheus that is there already, however long it took to start. */
  private void check(Prometheus prometheus, Map<String, String> environment) throws Exception {
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--demo")) {
      assertThat(exporter.baseUrl()).isNotEmpty();
      awaitRareSeries(prometheus);

      assertSeenAtZero(prometheus);
      for (String series : RARE) {
        assertThat(count(
                prometheus,
                "count((" + series
                    + " > 0) unless on (zone, account, action, source, rule, host, country, edge_status, script_name) increase("
                    + series + "[15m]) > 0)"))
            .as("series of %s that have counted without an increase", series)
            .isZero();
      }
    }
  }

  /** Some have counted, and some of them are young. */
  private static void awaitRareSeries(Prometheus prometheus) throws Exception {
    for (String series : RARE) {
      Await.until(() -> count(prometheus, "count(" + series + " > 0)"), some -> some > 0);
    }
    Await.until(
        () -> count(prometheus, "count(" + RARE.get(0) + " > 0)")
            - count(prometheus, "count(" + RARE.get(0) + " offset 45s > 0)"),
        younger -> younger > 0);
  }

  private static void assertSeenAtZero(Prometheus prometheus) throws Exception {
    List<String> late = new ArrayList<>();
    JsonArray all = prometheus.query(COUNTERS);
    for (Object one : all) {
      JsonObject series = (JsonObject) one;
      if (!series.getJsonArray("values").getJsonArray(0).getString(1).equals("0")) {
        late.add(series.getJsonObject("metric").encode());
      }
    }
    assertThat(all.size()).isGreaterThan(2_000);
    assertThat(late).as("series that Prometheus has not seen at zero").isEmpty();
  }

  private static long count(Prometheus prometheus, String expr) throws Exception {
    JsonArray result = prometheus.query(expr);
    return result.isEmpty()
        ? 0
        : Long.parseLong(result.getJsonObject(0).getJsonArray("value").getString(1));
  }
}
