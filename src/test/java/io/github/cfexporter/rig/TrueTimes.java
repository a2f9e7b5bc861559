package io.github.cfexporter.rig;

import io.github.cfexporter.rig.TrueCounters.Meaning;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The meaning of the counters of times, and of those that say how many things the times are of. */
final class TrueTimes {
  private static final String ORIGIN = "originResponseDurationMs";
  private static final String[] HOST = {"host", "clientRequestHTTPHost"};
  private static final String[] COUNTRY_HOST = {"country", "clientCountryName", HOST[0], HOST[1]};
  private static final String[] STATUS_COUNTRY_HOST = {
    "status", "originResponseStatus", COUNTRY_HOST[0], COUNTRY_HOST[1], HOST[0], HOST[1]
  };
  private static final String[] CHECK = {"origin_ip", "originIP", "fqdn", "fqdn"};
  private static final String[] POOL = {"lb_name", "lbName", "pool_name", "selectedPoolName"};

  private final Map<String, Meaning> byFamily;

  private TrueTimes(Map<String, Meaning> byFamily) {
    this.byFamily = byFamily;
  }

  /** Adds the meanings to others. */
  static void addTo(Map<String, Meaning> byFamily) {
    TrueTimes times = new TrueTimes(byFamily);
    times.requests();
    times.checks();
    times.others();
  }

  /** What a whole number of the truth is divided by to be what is served. */
  static double unit(String family) {
    return DeclaredCounters.unit(family, family.endsWith("_seconds_total") ? 1e3 : 1);
  }

  /** Seconds by which a sum may be off for each of its things: Cloudflare rounds the means of checks. */
  static double rounding(String family) {
    return family.startsWith("cloudflare_zone_health_check_") && family.endsWith("_seconds_total")
        ? 0.0005
        : 0;
  }

  /** The family that says how many things the times of a family are of. */
  static String things(String family) {
    return family.replace("_time_seconds_total", "_timed_total");
  }

  private void requests() {
    Predicate<Event> failed =
        event -> Happening.isMissedFourHundred(event) || Happening.isMissedFiveHundred(event);
    Predicate<Event> missed = event -> event.text("cacheStatus").equals("miss");
    put("zone_origin_error_time_seconds_total", failed, total(ORIGIN), STATUS_COUNTRY_HOST);
    put(
        "zone_origin_error_timed_requests_total",
        failed.and(event -> event.measured(ORIGIN)),
        Event::count,
        STATUS_COUNTRY_HOST);
    put("zone_cache_miss_origin_time_seconds_total", missed, total(ORIGIN), COUNTRY_HOST);
    put(
        "zone_cache_miss_timed_requests_total",
        missed.and(event -> event.measured(ORIGIN)),
        Event::count,
        COUNTRY_HOST);
    put("zone_origin_time_seconds_total", Happening::any, total(ORIGIN), HOST);
    put("zone_origin_timed_requests_total", event -> event.measured(ORIGIN), Event::count, HOST);
    put(
        "zone_edge_first_byte_time_seconds_total",
        Happening::any,
        total("edgeTimeToFirstByteMs"),
        HOST);
    put("zone_edge_first_byte_timed_requests_total", Happening::any, Event::count, HOST);
  }

  private void checks() {
    Map.of(
            "rtt", "rttMs",
            "ttfb", "timeToFirstByteMs",
            "tcp_connection", "tcpConnMs",
            "tls_handshake", "tlsHandshakeMs")
        .forEach((name, measure) -> {
          String family = "zone_health_check_" + name;
          put(family + "_time_seconds_total", Happening::any, total(measure), CHECK);
          put(family + "_timed_total", event -> event.measured(measure), Event::count, CHECK);
        });
  }

  private void others() {
    String[] script = {"script_name", "scriptName"};
    put("worker_cpu_seconds_total", Happening::any, total("cpuTimeUs"), script);
    put("worker_wall_seconds_total", Happening::any, total("wallTime"), script);
    put("worker_timed_requests_total", Happening::any, total("requests"), script);
    put(
        "zone_lb_pool_rtt_time_seconds_total",
        Happening::any,
        event -> event.number("selectedPoolAvgRttMs") * event.count(),
        POOL);
    put("zone_lb_pool_rtt_timed_requests_total", Happening::any, Event::count, POOL);
    put("magic_transit_tunnel_checks_total", Happening::any, Event::count);
    put(
        "magic_transit_tunnel_checks_failed_total",
        event -> !event.text("resultStatus").equals("healthy"),
        Event::count);
  }

  private static ToLongFunction<Event> total(String measure) {
    return event -> event.total(measure);
  }

  private void put(
      String family, Predicate<Event> where, ToLongFunction<Event> value, String... pairs) {
    byFamily.put("cloudflare_" + family, new Meaning(where, event -> labels(event, pairs), value));
  }

  private static Map<String, String> labels(Event event, String... pairs) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], event.text(pairs[i + 1]));
    }
    return labels;
  }
}
