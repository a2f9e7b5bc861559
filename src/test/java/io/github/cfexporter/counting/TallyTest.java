package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.SeriesKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How rows become series, with the sources of the bundled catalog. */
@Tag("unit")
class TallyTest {
  private static final Catalog CATALOG = Catalog.bundled();

  @Test
  void rowsOfOneLabelSet_addUpBeforeTheyReachTheCounter() {
    Read colo = new Read("colo-metrics", 0, true, false);
    colo.row(row -> colo.text("dimensions.coloCode", "AMS").whole("count", 3));
    colo.row(row -> colo.text("dimensions.coloCode", "AMS").whole("count", 4));

    assertThat(colo.counter("cloudflare_zone_colocation_requests_total"))
        .isEqualTo(Map.of("AMS", 7L));
  }

  @Test
  void statuses_areGrouped_whenTheOperatorWantsIt() {
    Read fine = new Read("edge-country-metrics", 0, true, false);
    fine.row(row -> fine.status("404", 1));
    Read grouped = new Read("edge-country-metrics", 0, true, true);
    grouped.row(row -> grouped.status("404", 1));
    grouped.row(row -> grouped.status("403", 1));

    String family = "cloudflare_zone_requests_status_country_host_total";
    assertThat(fine.counter(family)).isEqualTo(Map.of("404\0NL", 1L));
    assertThat(grouped.counter(family)).isEqualTo(Map.of("4xx\0NL", 2L));
  }

  @Test
  void errorRate_isTheQuotientOfTheSums() {
    Read edge = new Read("edge-country-metrics", 0, true, false);
    edge.row(row -> edge.status("200", 90));
    edge.row(row -> edge.status("404", 6));
    edge.row(row -> edge.status("500", 4));

    assertThat(edge.gauge("cloudflare_zone_edge_error_rate")).isEqualTo(Map.of("", 0.1));
  }

  @Test
  void ratioOfNothing_isAbsent() {
    Read edge = new Read("edge-country-metrics", 0, true, false);

    assertThat(edge.gauge("cloudflare_zone_edge_error_rate")).isEmpty();
  }

  @Test
  void means_areWeightedByCount_andSkipWhatWasNotMeasured() {
    Read miss = new Read("cache-miss-metrics", 0, true, false);
    miss.row(row -> miss.text("dimensions.clientCountryName", "NL")
        .decimal("avg.originResponseDurationMs", 100)
        .whole("count", 3));
    miss.row(row -> miss.text("dimensions.clientCountryName", "NL")
        .decimal("avg.originResponseDurationMs", 500)
        .whole("count", 1));
    miss.row(row -> miss.text("dimensions.clientCountryName", "NL")
        .decimal("avg.originResponseDurationMs", -1)
        .whole("count", 100));

    assertThat(miss.gauge("cloudflare_zone_cache_miss_origin_duration_seconds"))
        .isEqualTo(Map.of("NL", 0.2));
  }

  @Test
  void ruleName_isTheOneFromRest_elseTheDescription_elseTheId() {
    Read firewall = new Read("http-metrics", 1, true, false);
    firewall.row(row -> firewall.rule("named", "described"));
    firewall.row(row -> firewall.rule("other", "described"));
    firewall.row(row -> firewall.rule("bare", ""));

    assertThat(firewall.counter("cloudflare_zone_firewall_events_total").keySet())
        .containsExactlyInAnyOrder(
            "block\0waf\0Name from REST\0NL", "block\0waf\0described\0NL", "block\0waf\0bare\0NL");
  }

  @Test
  void botScores_fallIntoTwoRanges() {
    Read bots = new Read("http-metrics", 2, true, false);
    for (long score : new long[] {1, 9, 10, 29}) {
      bots.row(row -> bots.whole("dimensions.botScore", score)
          .text("dimensions.botScoreSrcName", "ml")
          .whole("count", 1));
    }

    assertThat(bots.counter("cloudflare_zone_firewall_bots_detected_total"))
        .isEqualTo(Map.of("1-9\0ml", 2L, "10-29\0ml", 2L));
  }

  @Test
  void quantiles_areSecondsAndNeverMerged() {
    Read workers = new Read("worker-totals", 0, false, false);
    workers.row(row -> workers
        .text("dimensions.scriptName", "api")
        .whole("sum.requests", 5)
        .decimal("quantiles.cpuTimeP50", 1500));
    workers.row(row -> workers
        .text("dimensions.scriptName", "api")
        .whole("sum.requests", 5)
        .decimal("quantiles.cpuTimeP50", 9000));

    assertThat(workers.gauge("cloudflare_worker_cpu_time_seconds"))
        .isEqualTo(Map.of("api\0P50", 0.0015));
    assertThat(workers.counter("cloudflare_worker_requests_total")).isEqualTo(Map.of("api", 10L));
  }

  @Test
  void tunnels_areHealthyOnlyIfEveryCheckWas() {
    Read tunnels = new Read("magic-transit", 0, false, false);
    tunnels.row(row -> tunnels.check("a", 1, "healthy", "AMS", 10));
    tunnels.row(row -> tunnels.check("b", 1, "healthy", "AMS", 10));
    tunnels.row(row -> tunnels.check("b", 1, "down", "FRA", 3));
    tunnels.row(row -> tunnels.check("c", 0, "healthy", "AMS", 10));

    assertThat(tunnels.gauge("cloudflare_magic_transit_active_tunnels")).isEqualTo(Map.of("", 2.0));
    assertThat(tunnels.gauge("cloudflare_magic_transit_healthy_tunnels"))
        .isEqualTo(Map.of("", 2.0));
    assertThat(tunnels.gauge("cloudflare_magic_transit_tunnel_failures"))
        .isEqualTo(Map.of("", 3.0));
    assertThat(tunnels.gauge("cloudflare_magic_transit_edge_colo_count"))
        .isEqualTo(Map.of("", 2.0));
  }

  @Test
  void deniedMetric_isNotEvenSelected() {
    Source source = CATALOG.kind("colo-metrics").orElseThrow().sources().get(0);
    Reading reading =
        Reading.of(source, false, false, Set.of("cloudflare_zone_colocation_visits_total"));
    Reading nothing = Reading.of(
        source,
        false,
        false,
        Set.of(
            "cloudflare_zone_colocation_visits_total",
            "cloudflare_zone_colocation_requests_total",
            "cloudflare_zone_colocation_edge_response_bytes_total"));

    assertThat(reading.shape().leaves()).contains("count").doesNotContain("sum.visits");
    assertThat(nothing.isEmpty()).isTrue();
  }

  @Test
  void nulInALabel_doesNotShiftTheOthers() {
    Read colo = new Read("colo-metrics", 0, false, false);
    colo.row(row -> colo.text("dimensions.coloCode", "A\0B")
        .text("dimensions.clientRequestHTTPHost", "x")
        .whole("count", 1));

    String key = colo.counter("cloudflare_zone_colocation_requests_total")
        .keySet()
        .iterator()
        .next();
    assertThat(SeriesKey.values(key, 2)).containsExactly("A\uFFFDB", "x");
  }

  /** A tally that is fed row by row, leaf by leaf. */
  private static final class Read {
    private final Tally tally;
    private final Row row;

    Read(String kind, int source, boolean excludeHost, boolean httpStatusGroup) {
      Reading reading = Reading.of(
          CATALOG.kind(kind).orElseThrow().sources().get(source),
          excludeHost,
          httpStatusGroup,
          Set.of());
      row = new Row(reading.shape());
      tally = reading.tally(
          id -> id.equals("named") ? Optional.of("Name from REST") : Optional.empty());
    }

    void row(Consumer<Row> filling) {
      row.clear();
      filling.accept(row);
      tally.row(row);
    }

    Read text(String leaf, String text) {
      row.setText(row.shape().slot(leaf), text);
      return this;
    }

    Read whole(String leaf, long whole) {
      row.setWhole(row.shape().slot(leaf), whole);
      return this;
    }

    Read decimal(String leaf, double decimal) {
      row.setDecimal(row.shape().slot(leaf), decimal);
      return this;
    }

    void status(String status, long count) {
      whole("dimensions.edgeResponseStatus", Long.parseLong(status));
      text("dimensions.clientCountryName", "NL").whole("count", count);
    }

    void rule(String id, String description) {
      text("dimensions.action", "block").text("dimensions.source", "waf");
      text("dimensions.ruleId", id).text("dimensions.description", description);
      text("dimensions.clientCountryName", "NL").whole("count", 1);
    }

    void check(String tunnel, long active, String result, String colo, long count) {
      text("dimensions.tunnelName", tunnel).whole("dimensions.active", active);
      text("dimensions.resultStatus", result).text("dimensions.edgeColoCode", colo);
      whole("count", count);
    }

    Map<String, Long> counter(String family) {
      return tally.delta().counters().stream()
          .filter(f -> f.family().equals(family))
          .findFirst()
          .orElseThrow()
          .series()
          .toMap();
    }

    Map<String, Double> gauge(String family) {
      return tally.delta().gauges().stream()
          .filter(f -> f.family().equals(family))
          .findFirst()
          .orElseThrow()
          .values();
    }
  }
}
