package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.Row;
import io.github.cfexporter.counting.series.SeriesKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A window whose rows say their minute gives what it gives without, and every minute of it. */
@Tag("unit")
class WindowTallyTest {
  private static final Window WINDOW = new Window(0, 120);
  private static final String CHECKS = "cloudflare_zone_health_check_events_origin_total";
  private static final String MEAN_OF_GROUPS = "cloudflare_zone_health_check_events_avg";

  private final Reading reading = Reading.of(
          Catalog.bundled().kind("health-check-metrics").orElseThrow().sources().get(0),
          false,
          false,
          Set.of())
      .minutely();
  private final WindowTally tally = reading.tally(WINDOW, id -> Optional.empty(), new KnownKeys());
  private final Row row = new Row(reading.shape());

  private void checks(String minute, String origin, long count) {
    row.clear();
    row.setText(row.shape().slot("dimensions.datetimeMinute"), minute);
    row.setText(row.shape().slot("dimensions.originIP"), origin);
    row.setWhole(row.shape().slot("count"), count);
    tally.row(row);
  }

  private Delta delta() {
    checks("1970-01-01T00:00:00Z", "192.0.2.1", 6);
    checks("1970-01-01T00:00:00Z", "192.0.2.2", 4);
    checks("1970-01-01T00:01:00Z", "192.0.2.1", 9);
    checks("1970-01-01T00:01:00Z", "192.0.2.2", 5);
    return tally.delta();
  }

  private static Map<String, Double> gauge(List<Gauges> gauges) {
    return gauges.stream()
        .filter(family -> family.family().equals(MEAN_OF_GROUPS))
        .findFirst()
        .orElseThrow()
        .values();
  }

  /** Health checks by the address of their origin, the only label that rows have here. */
  private static Map<String, Long> counters(List<FamilyTotals> counters) {
    FamilyTotals checks = counters.stream()
        .filter(family -> family.family().equals(CHECKS))
        .findFirst()
        .orElseThrow();
    return checks.series().toMap().entrySet().stream()
        .collect(Collectors.toMap(
            series -> SeriesKey.values(series.getKey(), checks.labels().size()).get(1),
            Map.Entry::getValue));
  }

  @Test
  void meanOfGroups_isNotLessBecauseEachHasARowForEveryMinute() {
    Delta delta = delta();

    assertThat(gauge(delta.gauges())).isEqualTo(Map.of("", 12.0));
    assertThat(delta.minutes())
        .extracting(minute -> gauge(minute.gauges()))
        .containsExactly(Map.of("", 5.0), Map.of("", 7.0));
  }

  @Test
  void numbersOfThings_areThoseOfAUsualWindow_forTheWholeAndForEveryMinute() {
    Delta delta = delta().per(180, WINDOW);

    assertThat(gauge(delta.gauges())).isEqualTo(Map.of("", 18.0));
    assertThat(delta.minutes())
        .extracting(minute -> gauge(minute.gauges()))
        .containsExactly(Map.of("", 15.0), Map.of("", 21.0));
  }

  @Test
  void countersAndWhatIsAudited_areThoseOfAllRows() {
    Delta delta = delta();

    assertThat(delta.audited()).isEqualTo(24);
    assertThat(counters(delta.counters())).isEqualTo(Map.of("192.0.2.1", 15L, "192.0.2.2", 9L));
    assertThat(delta.minutes())
        .extracting(minute -> counters(minute.counters()))
        .containsExactly(
            Map.of("192.0.2.1", 6L, "192.0.2.2", 4L), Map.of("192.0.2.1", 9L, "192.0.2.2", 5L));
  }
}
