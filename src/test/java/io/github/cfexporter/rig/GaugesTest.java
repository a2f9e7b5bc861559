package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Gauges against the events of the window that was fetched last: means are weighted and leave out
 * what was not measured, ratios come from sums.
 */
@Tag("rig")
class GaugesTest {
  private static final double TENTH_OF_A_PERMILLE = 1e-4;
  private static final double MILLISECONDS = 1e-3;

  /** Cloudflare rounds the means of a group's health checks to milliseconds. */
  private static final double ROUNDING = 0.5 * MILLISECONDS;

  private static Rig rig;
  private static Windows windows;

  @BeforeAll
  static void collect() {
    rig = Rig.of(World.demo());
    rig.advance(Duration.ofMinutes(9));
    windows = new Windows(rig);
  }

  @AfterAll
  static void close() {
    rig.close();
    rig = null; // what statics hold stays until the last test of the process
    windows = null;
  }

  @Test
  void requestsFromCache_areThoseOfTheWindow() {
    check(
        "cloudflare_zone_requests_cached",
        events -> Map.of(Map.of(), count(events, Happening::isCached)));
  }

  @Test
  void cacheHitRatio_isTheQuotientOfTheSums() {
    check(
        "cloudflare_zone_cache_hit_ratio",
        events -> ratio(events, Happening::isCached, Happening::any));
  }

  @Test
  void errorRates_areTheQuotientsOfTheSums() {
    check(
        "cloudflare_zone_edge_error_rate",
        events -> ratio(events, Happening::isEdgeError, Happening::any));
    check(
        "cloudflare_zone_origin_error_rate",
        events -> ratio(
            events,
            Happening::isMissedFiveHundred,
            event -> Happening.isMissedFourHundred(event) || Happening.isMissedFiveHundred(event)));
  }

  @Test
  void originDurations_areWeightedMeansOfWhatWasMeasured() {
    check(
        "cloudflare_zone_origin_response_duration_seconds",
        events -> means(
            events,
            event -> Happening.isMissedFourHundred(event) || Happening.isMissedFiveHundred(event),
            "originResponseDurationMs",
            Map.of(
                "status", "originResponseStatus",
                "country", "clientCountryName",
                "host", "clientRequestHTTPHost")));
    check(
        "cloudflare_zone_cache_miss_origin_duration_seconds",
        events -> means(
            events,
            event -> event.text("cacheStatus").equals("miss"),
            "originResponseDurationMs",
            Map.of("country", "clientCountryName", "host", "clientRequestHTTPHost")));
  }

  @Test
  void healthCheckTimes_areWeightedMeansOfWhatWasMeasured() {
    Map<String, String> measures = Map.of(
        "rtt", "rttMs",
        "ttfb", "timeToFirstByteMs",
        "tcp_connection", "tcpConnMs",
        "tls_handshake", "tlsHandshakeMs");
    measures.forEach((name, measure) -> check(
        "cloudflare_zone_health_check_" + name + "_seconds",
        ROUNDING,
        events -> means(
            events, Happening::any, measure, Map.of("origin_ip", "originIP", "fqdn", "fqdn"))));
  }

  @Test
  void poolFigures_areWeightedByRequests() {
    Map<String, String> pool = Map.of("lb_name", "lbName", "pool_name", "selectedPoolName");
    check(
        "cloudflare_zone_lb_pool_rtt_seconds",
        events ->
            weighted(events, event -> event.number("selectedPoolAvgRttMs") * MILLISECONDS, pool));
    check(
        "cloudflare_zone_lb_origins_selected_count",
        events -> weighted(events, event -> event.number("numberOriginsSelected"), pool));
  }

  @Test
  void tunnels_areCountedOnceEach() {
    check(
        "cloudflare_magic_transit_active_tunnels",
        events -> distinct(
            events.stream().filter(event -> event.number("active") == 1).toList(), "tunnelName"));
    check("cloudflare_magic_transit_edge_colo_count", events -> distinct(events, "edgeColoCode"));
    check(
        "cloudflare_magic_transit_tunnel_failures",
        events -> Map.of(
            Map.of(), count(events, event -> !event.text("resultStatus").equals("healthy"))));
    check("cloudflare_magic_transit_healthy_tunnels", events -> {
      Set<String> failing = events.stream()
          .filter(event -> !event.text("resultStatus").equals("healthy"))
          .map(event -> event.text("tunnelName"))
          .collect(Collectors.toSet());
      return distinct(
          events.stream()
              .filter(event -> !failing.contains(event.text("tunnelName")))
              .toList(),
          "tunnelName");
    });
  }

  /** What a gauge must show for the events of a window, by the labels beside zone and account. */
  private interface Meaning {
    Map<Map<String, String>, Double> of(List<Event> events);
  }

  private static void check(String family, Meaning meaning) {
    check(family, TENTH_OF_A_PERMILLE, meaning);
  }

  private static void check(String family, double tolerance, Meaning meaning) {
    int compared = 0;
    for (Windows.Fetched fetched : windows.of(family)) {
      Map<Map<String, String>, Double> served = windows.scrape().family(family, fetched.labels());
      Map<Map<String, String>, Double> expected = meaning.of(fetched.events());
      assertThat(served.keySet()).as("%s %s", family, fetched).isEqualTo(expected.keySet());
      expected.forEach((labels, value) -> assertThat(served.get(labels))
          .as("%s %s %s", family, fetched, labels)
          .isCloseTo(value, within(tolerance * Math.max(1, value))));
      compared += expected.size();
    }
    assertThat(compared).as(family).isPositive();
  }

  private static Map<Map<String, String>, Double> ratio(
      List<Event> events, Predicate<Event> some, Predicate<Event> all) {
    double whole = count(events, all);
    return whole == 0 ? Map.of() : Map.of(Map.of(), count(events, some) / whole);
  }

  private static Map<Map<String, String>, Double> means(
      List<Event> events, Predicate<Event> where, String measure, Map<String, String> labels) {
    List<Event> measured =
        events.stream().filter(where).filter(event -> event.measured(measure)).toList();
    return weighted(measured, event -> event.each(measure) * MILLISECONDS, labels);
  }

  private static Map<Map<String, String>, Double> weighted(
      List<Event> events, ToDoubleFunction<Event> value, Map<String, String> labels) {
    Map<Map<String, String>, double[]> sums = new HashMap<>();
    for (Event event : events) {
      Map<String, String> shown = new TreeMap<>();
      labels.forEach((label, dimension) -> shown.put(label, event.text(dimension)));
      double[] sum = sums.computeIfAbsent(shown, none -> new double[2]);
      sum[0] += value.applyAsDouble(event) * event.count();
      sum[1] += event.count();
    }
    Map<Map<String, String>, Double> means = new HashMap<>();
    sums.forEach((shown, sum) -> means.put(shown, sum[0] / sum[1]));
    return means;
  }

  private static Map<Map<String, String>, Double> distinct(List<Event> events, String dimension) {
    long count = events.stream().map(event -> event.text(dimension)).distinct().count();
    return Map.of(Map.of(), (double) count);
  }

  private static double count(List<Event> events, Predicate<Event> where) {
    return events.stream().filter(where).mapToLong(Event::count).sum();
  }
}
