package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The meaning of every counter family in terms of the events that happened: written down a second
 * time, from the contract and not from the catalog, so that a mistake there shows. Families that are
 * plain sums may be left out: see {@link DeclaredCounters}.
 */
final class TrueCounters {
  /** A family that counts distinct clients a minute, which no sum over events gives. */
  static final String UNIQUES = "cloudflare_zone_uniques_total";

  /** Says of security events only how many there were. */
  private static final String ONLY_COUNTED = "firewallEventsAdaptiveByTimeGroups";

  private static final String[] COUNTRY = {"country", "clientCountryName"};
  private static final String[] HOST = {"host", "clientRequestHTTPHost"};
  private static final String[] COLO = {"colo", "coloCode"};

  private final Map<String, Meaning> byFamily = new LinkedHashMap<>();
  private final Set<String> byHand;

  /**
   * Which events a family counts, and under which labels beside {@code zone} and {@code account}.
   *
   * @param value what one event adds
   */
  record Meaning(
      Predicate<Event> where,
      Function<Event, Map<String, String>> labels,
      ToLongFunction<Event> value) {}

  TrueCounters() {
    requests();
    rollupMaps();
    security();
    adaptive();
    customerErrors();
    colocations();
    others();
    jobsAndWorkers();
    TrueTimes.addTo(byFamily);
    byHand = Set.copyOf(byFamily.keySet());
    DeclaredCounters.of(Catalog.bundled()).forEach(byFamily::putIfAbsent);
  }

  /** Families whose meaning is written down here; that of others follows from the catalog. */
  Set<String> byHand() {
    return byHand;
  }

  Map<String, Meaning> byFamily() {
    return byFamily;
  }

  /** What a family means where it is read from a dataset that may know less than the usual one. */
  Meaning of(String family, String dataset) {
    Meaning usual = byFamily.get(family);
    return dataset.equals(ONLY_COUNTED)
        ? new Meaning(usual.where(), event -> emptied(usual.labels().apply(event)), usual.value())
        : usual;
  }

  /** The same with the others of a family that has a series for each of several fields. */
  Stream<Meaning> all(String family, String dataset) {
    return Stream.concat(
        Stream.of(of(family, dataset)),
        DeclaredCounters.VARIANTS.getOrDefault(family, List.of()).stream().skip(1));
  }

  private static Map<String, String> emptied(Map<String, String> labels) {
    Map<String, String> empty = new TreeMap<>(labels);
    empty.replaceAll((name, value) -> "");
    return empty;
  }

  private void requests() {
    put("zone_requests_total", Happening::any, Event::count);
    put("zone_cached_requests_total", Happening::isCached, Event::count);
    put("zone_requests_ssl_encrypted_total", Happening::isEncrypted, Event::count);
    put("zone_bandwidth_total", Happening::any, Happening::bytes);
    put("zone_bandwidth_cached_total", Happening::isCached, Happening::bytes);
    put("zone_bandwidth_ssl_encrypted_total", Happening::isEncrypted, Happening::bytes);
    put("zone_threats_total", Happening::isThreat, Event::count);
    put("zone_pageviews_total", Happening::any, Happening::pageViews);
    put("zone_uniques_total", Happening::any, Event::count); // computed apart, see UNIQUES
  }

  private void rollupMaps() {
    String[] contentType = {"content_type", "edgeResponseContentTypeName"};
    put("zone_requests_content_type_total", Happening::any, Event::count, contentType);
    put("zone_bandwidth_content_type_total", Happening::any, Happening::bytes, contentType);
    put("zone_requests_country_total", Happening::any, Event::count, COUNTRY);
    put("zone_bandwidth_country_total", Happening::any, Happening::bytes, COUNTRY);
    put("zone_threats_country_total", Happening::isThreat, Event::count, COUNTRY);
    put("zone_threats_type_total", Happening::isThreat, Event::count, "type", "threatPathingName");
    put("zone_requests_status_total", Happening::any, Event::count, "status", "edgeResponseStatus");
    put(
        "zone_requests_browser_map_page_views_total",
        Happening::any,
        Happening::pageViews,
        "family",
        "userAgentBrowser");
    put("zone_requests_ip_class_total", Happening::any, Event::count, "ip_class", "clientIPClass");
    put(
        "zone_requests_ssl_protocol_total",
        Happening::any,
        Event::count,
        "ssl_protocol",
        "clientSSLProtocol");
    put(
        "zone_requests_http_version_total",
        Happening::any,
        Event::count,
        "http_version",
        "clientRequestHTTPProtocol");
  }

  private void security() {
    byFamily.put(
        "cloudflare_zone_firewall_events_total",
        new Meaning(Happening::any, Happening::firewallLabels, Event::count));
    byFamily.put(
        "cloudflare_zone_firewall_bots_detected_total",
        new Meaning(Happening::isProbableBot, Happening::botLabels, Event::count));
    put("zone_bot_requests_by_country_total", Happening::isProbableBot, Event::count, COUNTRY);
  }

  private void adaptive() {
    put(
        "zone_requests_status_country_host_total",
        Happening::any,
        Event::count,
        "edge_status",
        "edgeResponseStatus",
        COUNTRY[0],
        COUNTRY[1],
        HOST[0],
        HOST[1]);
    put(
        "zone_requests_origin_status_country_host_total",
        Happening::any,
        Event::count,
        "origin_status",
        "originResponseStatus",
        COUNTRY[0],
        COUNTRY[1],
        HOST[0],
        HOST[1]);
    put(
        "zone_requests_by_method_total",
        Happening::any,
        Event::count,
        "method",
        "clientRequestHTTPMethodName");
  }

  private void customerErrors() {
    String[] byOrigin = {"status", "originResponseStatus", COUNTRY[0], COUNTRY[1], HOST[0], HOST[1]
    };
    put("zone_customer_error_4xx_total", Happening::isMissedFourHundred, Event::count, byOrigin);
    put("zone_customer_error_5xx_total", Happening::isMissedFiveHundred, Event::count, byOrigin);
  }

  private void colocations() {
    String[] place = {COLO[0], COLO[1], HOST[0], HOST[1]};
    put("zone_colocation_requests_total", Happening::any, Event::count, place);
    put("zone_colocation_visits_total", Happening::any, Happening::visits, place);
    put("zone_colocation_edge_response_bytes_total", Happening::any, Happening::bytes, place);
    String[] error = {COLO[0], COLO[1], HOST[0], HOST[1], "status", "edgeResponseStatus"};
    put("zone_colocation_error_requests_total", Happening::isEdgeError, Event::count, error);
    put("zone_colocation_error_visits_total", Happening::isEdgeError, Happening::visits, error);
    put(
        "zone_colocation_error_edge_response_bytes_total",
        Happening::isEdgeError,
        Happening::bytes,
        error);
  }

  private void others() {
    put(
        "zone_health_check_events_origin_total",
        Happening::any,
        Event::count,
        "health_status",
        "healthStatus",
        "origin_ip",
        "originIP",
        "region",
        "region",
        "fqdn",
        "fqdn",
        "failure_reason",
        "failureReason");
    put(
        "zone_pool_requests_total",
        Happening::any,
        Event::count,
        "lb_name",
        "lbName",
        "pool_name",
        "selectedPoolName",
        "origin_name",
        "selectedOriginName");
  }

  private void jobsAndWorkers() {
    String[] job = {"job_id", "jobId", "destination_type", "destinationType"};
    put("logpush_failed_jobs_zone_total", Happening::hasFailed, Event::count, job);
    String[] accountJob = {job[0], job[1], job[2], job[3], "status", "status"};
    put("logpush_failed_jobs_account_total", Happening::hasFailed, Event::count, accountJob);
    put(
        "worker_requests_total",
        Happening::any,
        e -> e.total("requests"),
        "script_name",
        "scriptName");
    put("worker_errors_total", Happening::any, e -> e.total("errors"), "script_name", "scriptName");
  }

  private void put(
      String family, Predicate<Event> where, ToLongFunction<Event> value, String... labels) {
    byFamily.put("cloudflare_" + family, new Meaning(where, event -> labels(event, labels), value));
  }

  /** @param pairs a label and the dimension that it shows, in turn */
  private static Map<String, String> labels(Event event, String... pairs) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], event.text(pairs[i + 1]));
    }
    return labels;
  }
}
