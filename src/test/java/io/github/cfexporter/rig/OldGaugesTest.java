package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.world.World;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gauges tell of the last window: not of one that is long over, and not more because it was wide. */
@Tag("rig")
class OldGaugesTest {
  private static final String CACHED = "cloudflare_zone_requests_cached";
  private static final String FAILURES = "cloudflare_magic_transit_tunnel_failures";
  private static final Duration OUTAGE = Duration.ofMinutes(20);

  /** What comes over GraphQL, and not over REST, where values have a time to live of their own. */
  private static final Set<String> GAUGES = Rig.KINDS.stream()
      .flatMap(kind -> kind.families().stream())
      .filter(family -> family.type() == MetricType.GAUGE)
      .map(Family::name)
      .collect(Collectors.toSet());

  @Test
  void gauges_leaveThreeRefreshesAfterTheirData_andComeBackWithIt() {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(9));
      Set<String> before = gauges(rig);
      assertThat(before).hasSizeGreaterThan(15);
      beginOutage(rig);

      rig.advance(Duration.ofMinutes(3));
      assertThat(gauges(rig)).as("late by less than three refreshes").isEqualTo(before);
      double requests = rig.scrape().sum("cloudflare_zone_requests_total");

      rig.advance(Duration.ofMinutes(3));
      assertThat(gauges(rig)).as("of windows that ended long ago").isEmpty();
      assertThat(rig.scrape().sum("cloudflare_zone_requests_total"))
          .as("counters stay")
          .isEqualTo(requests);

      rig.advance(OUTAGE);
      assertThat(gauges(rig)).containsAll(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {CACHED, FAILURES})
  void numbersOfThings_areThoseOfAUsualWindow_whateverTheWidthWas(String family) {
    try (Rig rig = Rig.of(World.of(1, 1))) {
      rig.advance(Duration.ofMinutes(9));
      beginOutage(rig);
      rig.advance(OUTAGE.minusSeconds(1));
      for (int second = 0; rig.scrape().family(family).isEmpty() && second < 300; second++) {
        rig.advance(Duration.ofSeconds(1));
      }
      Windows windows = new Windows(rig);
      if (family.equals(CACHED)) {
        assertScaled(windows, family, fetched -> count(fetched, Happening::isCached));
      } else {
        assertScaled(
            windows,
            family,
            fetched -> count(fetched, event -> !event.text("resultStatus").equals("healthy")));
      }
    }
  }

  private static void assertScaled(
      Windows windows, String family, ToDoubleFunction<Windows.Fetched> things) {
    for (Windows.Fetched fetched : windows.of(family)) {
      double perMinute = things.applyAsDouble(fetched) * 60 / fetched.seconds();
      assertThat(fetched.seconds()).as("the window that caught up").isGreaterThan(600);
      assertThat(windows.scrape().family(family, fetched.labels()).get(Map.of()))
          .as("%s %s", family, fetched)
          .isCloseTo(perMinute, within(perMinute * 1e-9));
      assertThat(perMinute).isPositive();
    }
    assertThat(windows.of(family)).isNotEmpty();
  }

  private static double count(Windows.Fetched fetched, Predicate<Event> which) {
    return fetched.events().stream()
        .filter(which)
        .mapToLong(event -> event.count())
        .sum();
  }

  private static void beginOutage(Rig rig) {
    rig.simulator()
        .faults()
        .during(rig.now(), rig.now() + OUTAGE.toMillis(), call -> true, Fault.closedConnection());
  }

  private static Set<String> gauges(Rig rig) {
    Scrape scrape = rig.scrape();
    return GAUGES.stream()
        .filter(family -> !scrape.family(family).isEmpty())
        .collect(Collectors.toSet());
  }
}
