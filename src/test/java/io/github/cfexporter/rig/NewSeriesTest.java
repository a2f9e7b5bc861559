package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prometheus takes the first value of a series for what was there before, so that {@code increase()} has
 * nothing of it: every counter series is zero for a while before it shows what was counted.
 */
@Tag("rig")
class NewSeriesTest {
  private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
  private static final Set<String> COUNTERS = new TrueCounters().byFamily().keySet();
  private static final String REQUESTS = "cloudflare_zone_requests_total";
  private static final String BY_HOST = "cloudflare_zone_requests_status_country_host_total";

  /** Families of which a series is there only if there is something to count. */
  private static final List<String> ONLY_IF_COUNTED = List.of(
      BY_HOST, "cloudflare_zone_firewall_events_total", "cloudflare_zone_customer_error_5xx_total");

  /** What one series showed, scrape by scrape. */
  private final Map<String, List<Double>> shown = new HashMap<>();

  @Test
  void everySeries_isZeroForAMinute_andThenTheTruth() {
    try (Rig rig = Rig.of(World.of(1, 2))) {
      watch(rig, Duration.ofMinutes(12));
      new Books(rig).assertExact();
    }
    int lateComers = 0;
    for (Map.Entry<String, List<Double>> series : shown.entrySet()) {
      List<Double> values = series.getValue();
      long zeros = values.stream().takeWhile(value -> value == 0).count();
      boolean grew = zeros < values.size();
      // a scrape each minute sees at least one of them
      assertThat(zeros).as("zeros of %s", series).isGreaterThanOrEqualTo(grew ? 4 : 1);
      if (ONLY_IF_COUNTED.stream().anyMatch(series.getKey()::startsWith)) {
        assertThat(zeros)
            .as("zeros of %s", series)
            .isLessThanOrEqualTo(5); // two refreshes are eight
      }
      assertThat(values).as(series.getKey()).isSorted();
      lateComers += values.size() < 40 ? 1 : 0; // of 48 scrapes
    }
    assertThat(shown).hasSizeGreaterThan(1_000);
    assertThat(lateComers).as("series that came when others were shown").isGreaterThan(20);
  }

  /** What was counted before Cloudflare went away must not wait until it is back. */
  @Test
  void outage_doesNotHoldBackWhatIsCounted() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofSeconds(70));
      assertThat(held(rig)).as("held at the beginning").isPositive();
      long begin = rig.now();
      rig.simulator()
          .faults()
          .during(begin, begin + 1_200_000, call -> true, Fault.closedConnection());
      rig.advance(Duration.ofSeconds(100));

      assertThat(held(rig)).isZero();
      assertThat(rig.scrape().sum(REQUESTS)).isPositive();
      new Books(rig).assertExact();

      rig.advance(Duration.ofMinutes(30));
      new Books(rig).assertExact();
    }
  }

  @Test
  void switchedOff_everySeriesShowsItsValueAtOnce() {
    Map<String, String> off = Map.of("NEW_SERIES_ZERO_SECONDS", "0");
    try (Rig rig = new Rig(World.of(1, 1), SimulatorOptions.usual(), off)) {
      rig.advance(Duration.ofSeconds(10));

      assertThat(held(rig)).isZero();
      assertThat(rig.scrape().sum(REQUESTS)).isPositive();
      new Books(rig).assertExact();
    }
  }

  @Test
  void switchedOffWhileSeriesAreHeld_showsThemSoon() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofSeconds(10));
      assertThat(held(rig)).isPositive();
      rig.set("NEW_SERIES_ZERO_SECONDS", "0");
      rig.advance(Duration.ofSeconds(75));

      assertThat(held(rig)).isZero();
      assertThat(rig.scrape().sum(REQUESTS)).isPositive();
      new Books(rig).assertExact();
    }
  }

  /** Counters of a cluster that was split say so when the sides meet again, see JoinedTotals. */
  @Test
  void seriesThatTheOtherSideOfASplitHasShown_areShownWithTheNextRefresh() {
    Map<String, String> held = Map.of("NEW_SERIES_ZERO_SECONDS", "900");
    try (Rig rig = new Rig(World.of(1, 1), SimulatorOptions.usual(), held)) {
      rig.advance(Duration.ofSeconds(10));
      assertThat(rig.scrape().sum(REQUESTS)).isZero();
      places(rig).forEach(place -> otherSideHasShown(rig.counters(), place));
      rig.advance(Duration.ofSeconds(61));

      assertThat(rig.scrape().sum(REQUESTS)).isPositive();
    }
  }

  private static void otherSideHasShown(Counters counters, SourceZone place) {
    counters.load(place).await().ifPresent(totals -> {
      counters.show(place, Long.MAX_VALUE, totals.version()).await();
      counters.joined(place);
    });
  }

  /** A series that was counted in finer ones is not new: zero would have Prometheus count it twice. */
  @Test
  void fewerLabels_makeNoNewSeries() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(6));
      double before = rig.scrape().sum(BY_HOST);
      rig.set("EXCLUDE_HOST", "true");
      rig.advance(Duration.ofSeconds(61));

      assertThat(rig.scrape().family(BY_HOST).keySet())
          .isNotEmpty()
          .noneMatch(labels -> labels.containsKey("host"));
      assertThat(rig.scrape().sum(BY_HOST)).isGreaterThanOrEqualTo(before);
    }
  }

  @Test
  void metricThatIsAllowedAgain_beginsAtZero() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(4));
      rig.set("METRICS_DENYLIST", BY_HOST);
      rig.advance(Duration.ofMinutes(2));
      rig.set("METRICS_DENYLIST", "");
      watch(rig, Duration.ofMinutes(3));

      List<List<Double>> again = shown.entrySet().stream()
          .filter(series -> series.getKey().startsWith(BY_HOST))
          .map(Map.Entry::getValue)
          .toList();
      assertThat(again).isNotEmpty().allMatch(values -> values.get(0) == 0);
      assertThat(rig.scrape().sum(BY_HOST)).isPositive();
    }
  }

  private void watch(Rig rig, Duration duration) {
    for (long left = duration.dividedBy(SCRAPE_INTERVAL); left > 0; left--) {
      rig.advance(SCRAPE_INTERVAL);
      Scrape scrape = rig.scrape();
      for (String family : COUNTERS) {
        scrape
            .family(family)
            .forEach((labels, value) -> shown
                .computeIfAbsent(family + labels, first -> new ArrayList<>())
                .add(value));
      }
    }
  }

  /** How many windows of all sources and zones have brought series that are held. */
  private static long held(Rig rig) {
    return places(rig)
        .map(place -> rig.counters().load(place).await())
        .flatMap(Optional::stream)
        .map(Totals::heldSince)
        .flatMap(Set::stream)
        .count();
  }

  /** All sources of all zones. */
  private static Stream<SourceZone> places(Rig rig) {
    return rig.world().zones().stream()
        .flatMap(zone -> Rig.kinds(Scope.ZONE).stream()
            .flatMap(kind -> kind.sources().stream()
                .map(source ->
                    new SourceZone(zone.accountId(), kind.name(), source.name(), zone.id()))));
  }
}
