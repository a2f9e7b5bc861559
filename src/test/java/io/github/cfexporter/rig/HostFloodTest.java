package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** cases.md 24: random hosts at a wildcard zone, whose counters must stay few and exact. */
@Tag("rig")
class HostFloodTest {
  private static final int CAP = 300;

  /** Room for the statuses and countries of what is counted as other. */
  private static final int OVERFLOW = 100 + 1;

  private static final String ACCOUNT = "account-0";
  private static final String FLOODED_FAMILY = "cloudflare_zone_requests_status_country_host_total";

  private final TrueCounters truth = new TrueCounters();
  private final Rig rig = new Rig(
      World.of(1, 2),
      SimulatorOptions.usual(),
      Map.of("MAX_SERIES_PER_FAMILY_AND_ZONE", Integer.toString(CAP)));
  private final Zone flooded = rig.world().zones().get(0);
  private final Zone quiet = rig.world().zones().get(1);

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void flood_isCountedToTheLastRequest_inFewSeries() {
    rig.advance(Duration.ofMinutes(10));
    Map<String, Map<Map<String, String>, Double>> before = families(flooded);
    long now = rig.now() / 1000;
    rig.world().flood(flooded.id(), now, now + 1200, 20);

    for (int minute = 0; minute < 35; minute++) {
      rig.advance(Duration.ofMinutes(1));
      before = assertNeverLower(before, families(flooded));
    }

    assertExactWithoutHosts(flooded);
    before.forEach((family, series) ->
        assertThat(series.size()).as(family).isLessThanOrEqualTo(CAP + OVERFLOW));
    assertThat(before.get(FLOODED_FAMILY).size()).isGreaterThan(CAP);
    assertThat(hosts(before.get(FLOODED_FAMILY))).contains("other");
  }

  @Test
  void otherZones_keepTheirHosts() {
    long now = rig.now() / 1000;
    rig.world().flood(flooded.id(), now, now + 1200, 20);

    rig.advance(Duration.ofMinutes(20));

    families(quiet).forEach((family, series) -> assertThat(hosts(series)).doesNotContain("other"));
    assertThat(hosts(families(quiet).get(FLOODED_FAMILY))).hasSizeGreaterThan(1);
    assertExactWithoutHosts(quiet);
  }

  @Test
  void cappedMetrics_areTold_untilTheFloodIsOver() {
    long now = rig.now() / 1000;
    rig.advance(Duration.ofMinutes(10));
    assertThat(rig.scrape().sum("cloudflare_exporter_capped_families")).isZero();
    rig.world().flood(flooded.id(), now + 600, now + 1200, 20);

    rig.advance(Duration.ofMinutes(14));
    assertThat(capped("cloudflare_exporter_capped_families")).isGreaterThan(0);
    assertThat(capped("cloudflare_exporter_capped_label_sets_total")).isGreaterThan(CAP);

    rig.advance(Duration.ofMinutes(10));
    double labelSets = capped("cloudflare_exporter_capped_label_sets_total");
    assertThat(capped("cloudflare_exporter_capped_families")).isZero();
    rig.advance(Duration.ofMinutes(5));
    assertThat(capped("cloudflare_exporter_capped_label_sets_total")).isEqualTo(labelSets);
  }

  @Test
  void seriesThatEnd_makeRoomForNewOnes() {
    rig.set("SERIES_TTL_SECONDS", "600");
    long now = rig.now() / 1000;
    rig.world().flood(flooded.id(), now, now + 600, 20);
    rig.advance(Duration.ofMinutes(40));

    assertThat(families(flooded).get(FLOODED_FAMILY).size()).isLessThan(CAP);

    rig.world().flood(flooded.id(), now + 2400, now + 2460, 2);
    rig.advance(Duration.ofMinutes(8));
    assertThat(hosts(families(flooded).get(FLOODED_FAMILY)))
        .anyMatch(host -> host.endsWith(".wildcard.example"));
  }

  @Test
  void higherCap_letsNewSeriesBegin_andExactSumsGoOn() {
    long now = rig.now() / 1000;
    rig.world().flood(flooded.id(), now, now + 2400, 5);
    rig.advance(Duration.ofMinutes(15));
    assertThat(families(flooded).get(FLOODED_FAMILY).size()).isLessThanOrEqualTo(CAP + OVERFLOW);

    rig.set("MAX_SERIES_PER_FAMILY_AND_ZONE", "1000");
    rig.advance(Duration.ofMinutes(10));
    int raised = families(flooded).get(FLOODED_FAMILY).size();
    assertThat(raised).isBetween(1000, 1101);

    rig.set("MAX_SERIES_PER_FAMILY_AND_ZONE", "50");
    rig.advance(Duration.ofMinutes(5));
    assertThat(families(flooded).get(FLOODED_FAMILY).size()).isBetween(raised, 1101);
    assertExactWithoutHosts(flooded);
  }

  private double capped(String family) {
    return rig
        .scrape()
        .family(family, Map.of("account", ACCOUNT, "query", "edge-country-metrics"))
        .values()
        .stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  private static Map<String, Map<Map<String, String>, Double>> assertNeverLower(
      Map<String, Map<Map<String, String>, Double>> before,
      Map<String, Map<Map<String, String>, Double>> after) {
    before.forEach((family, series) ->
        series.forEach((labels, value) -> assertThat(after.get(family).getOrDefault(labels, -1.0))
            .as(family + labels)
            .isGreaterThanOrEqualTo(value)));
    return after;
  }

  /** Every counter family of a zone. */
  private Map<String, Map<Map<String, String>, Double>> families(Zone zone) {
    Scrape scrape = rig.scrape();
    Map<String, Map<Map<String, String>, Double>> families = new HashMap<>();
    truth
        .byFamily()
        .keySet()
        .forEach(family -> families.put(
            family, scrape.family(family, Map.of("zone", zone.name(), "account", ACCOUNT))));
    return families;
  }

  private static Set<String> hosts(Map<Map<String, String>, Double> series) {
    Set<String> hosts = new HashSet<>();
    series.keySet().forEach(labels -> hosts.add(labels.getOrDefault("host", "")));
    return hosts;
  }

  /** Sums over the hosts, label set by label set of what is left, are what has happened. */
  private void assertExactWithoutHosts(Zone zone) {
    Map<String, Map<Map<String, String>, Double>> served = families(zone);
    int compared = 0;
    for (GraphqlKind kind : Rig.kinds(Scope.ZONE)) {
      for (Source source : kind.sources()) {
        for (String family : hostFamilies(source)) {
          long watermark = rig.watermark(zone.accountId(), kind.name(), source.name(), zone.id())
              .orElseThrow();
          assertThat(withoutHosts(served.get(family), TrueTimes.unit(family)))
              .as(family)
              .isEqualTo(happened(zone, source.dataset(), family, watermark));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(8);
  }

  private List<String> hostFamilies(Source source) {
    return source.metrics().stream()
        .filter(metric -> truth.byFamily().containsKey(metric.name()))
        .filter(
            metric -> metric.labels().stream().anyMatch(label -> label.name().equals("host")))
        .map(metric -> metric.name())
        .toList();
  }

  private Map<Map<String, String>, Double> happened(
      Zone zone, String dataset, String family, long watermark) {
    TrueCounters.Meaning meaning = truth.byFamily().get(family);
    Map<Map<String, String>, Double> sums = new HashMap<>();
    long from = rig.simulator().log().calls().stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.dataset().equals(dataset) && node.scopes().contains(zone.id()))
        .mapToLong(node -> node.fromSecond())
        .min()
        .orElseThrow();
    rig.simulator()
        .truth()
        .total(
            zone.id(),
            dataset,
            event -> add(meaning, event, sums),
            event -> List.of(),
            event -> 0,
            from,
            watermark);
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }

  private static boolean add(
      TrueCounters.Meaning meaning, Event event, Map<Map<String, String>, Double> sums) {
    if (meaning.where().test(event)) {
      Map<String, String> labels = new TreeMap<>(meaning.labels().apply(event));
      labels.remove("host");
      sums.merge(labels, (double) meaning.value().applyAsLong(event), Double::sum);
    }
    return false;
  }

  /** @param unit of the truth: whole ones are what is counted */
  private static Map<Map<String, String>, Double> withoutHosts(
      Map<Map<String, String>, Double> series, double unit) {
    Map<Map<String, String>, Double> sums = new HashMap<>();
    series.forEach((labels, value) -> {
      Map<String, String> fewer = new TreeMap<>(labels);
      fewer.remove("host");
      sums.merge(fewer, value, Double::sum);
    });
    sums.replaceAll((labels, sum) -> (double) Math.round(sum * unit));
    sums.values().removeIf(sum -> sum == 0);
    return sums;
  }
}
