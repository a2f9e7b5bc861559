package io.github.cfexporter.counting;

import static io.github.cfexporter.counting.Applied.Outcome.ADDED;
import static io.github.cfexporter.counting.Applied.Outcome.ALREADY_ADDED;
import static io.github.cfexporter.counting.Applied.Outcome.OUT_OF_PLACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.Writer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TotalsTest {
  private static final LabelForm HOST = new LabelForm("host", false);
  private static final LabelForm STATUS = new LabelForm("status", false);
  private static final LabelForm STATUS_CLASS = new LabelForm("status", true);

  private final Totals totals = Totals.startingAt(60);

  @Test
  void contiguousWindows_addUp() {
    assertThat(add(60, 120, delta(Map.of("a", 1L, "b", 2L))).outcome()).isEqualTo(ADDED);
    assertThat(add(120, 300, delta(Map.of("a", 10L))).outcome()).isEqualTo(ADDED);

    assertThat(series("requests")).isEqualTo(Map.of("a", 11L, "b", 2L));
    assertThat(totals.watermark()).isEqualTo(300);
  }

  @Test
  void newestGrowthOfAnySeries_isTold() {
    assertThat(totals.movedAt()).isEmpty();
    add(60, 120, delta(Map.of("a", 1L, "b", 2L)));
    add(120, 300, delta(Map.of("a", 10L)));
    add(300, 360, delta(Map.of()));

    assertThat(totals.movedAt()).hasValue(300);
  }

  @Test
  void repeatedWindow_isNotAddedAgain() {
    add(60, 120, delta(Map.of("a", 1L)));

    assertThat(add(60, 120, delta(Map.of("a", 1L))))
        .isEqualTo(new Applied(ALREADY_ADDED, 120, totals.version()));
    assertThat(series("requests")).isEqualTo(Map.of("a", 1L));
  }

  /** The sides of a split may end at the same second and hold different windows. */
  @Test
  void windowOfWhoDoesNotKnowTheCounters_isRefused() {
    Version before = totals.version();
    assertThat(add(60, 120, new Writer(1, before)).outcome()).isEqualTo(ADDED);
    Version after = totals.version();

    assertThat(add(120, 180, new Writer(2, before)))
        .isEqualTo(new Applied(OUT_OF_PLACE, 120, after));
    assertThat(add(120, 180, new Writer(2, after)).outcome()).isEqualTo(ADDED);
    assertThat(add(180, 240, new Writer(1, after)).outcome()).isEqualTo(OUT_OF_PLACE);
    assertThat(add(180, 240, new Writer(2, after.showing(180))).outcome())
        .as("what a writer has added itself it knows")
        .isEqualTo(ADDED);
  }

  @Test
  void windowOfWhoHoldsMoreSeriesAtZero_isRefused() {
    add(60, 120, delta(Map.of("a", 1L)));
    Version before = new Version(totals.version().windows(), 60);

    assertThat(add(120, 180, new Writer(2, before)).outcome()).isEqualTo(OUT_OF_PLACE);
    assertThat(add(120, 180, new Writer(2, before.showing(120))).outcome()).isEqualTo(ADDED);
  }

  @Test
  void seriesAreShown_onlyByWhoKnowsTheCounters() {
    Version before = totals.version();
    add(60, 120, new Writer(1, before));

    assertThat(totals.show(120, new Writer(2, before))).isEmpty();
    assertThat(totals.show(120, new Writer(2, totals.version()))).isPresent();
  }

  private Applied add(long from, long to, Writer writer) {
    return totals.add(from, new Window(from, to), delta(Map.of()), Retention.ALL, writer);
  }

  @Test
  void gapOrOverlap_isRefused() {
    add(60, 120, delta(Map.of("a", 1L)));

    assertThat(add(180, 240, delta(Map.of("a", 1L))))
        .isEqualTo(new Applied(OUT_OF_PLACE, 120, totals.version()));
    assertThat(add(60, 180, delta(Map.of("a", 1L))))
        .isEqualTo(new Applied(OUT_OF_PLACE, 120, totals.version()));
    assertThat(series("requests")).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void timeGivenUp_continuesFromTheOldWatermark() {
    Window window = new Window(600, 660);

    assertThat(totals.add(60, window, delta(Map.of("a", 1L)), Retention.ALL).outcome())
        .isEqualTo(ADDED);
    assertThat(totals.watermark()).isEqualTo(660);
  }

  @Test
  void quietMinute_keepsEverySeries() {
    add(60, 120, delta(Map.of("a", 1L)));
    add(120, 180, delta(Map.of()));

    assertThat(series("requests")).isEqualTo(Map.of("a", 1L));
  }

  @Test
  void seriesThatDidNotMoveForItsTimeToLive_goes() {
    add(60, 120, delta(Map.of("a", 1L)));
    totals.add(120, new Window(120, 4000), delta(Map.of("b", 1L)), new Retention(3000, 10));

    assertThat(series("requests")).isEqualTo(Map.of("b", 1L));
  }

  @Test
  void droppedLabel_foldsSeriesIntoTheirSums() {
    add(60, 120, labelled(List.of(STATUS, HOST), Map.of("200\0x", 3L, "200\0y", 4L, "404\0x", 5L)));
    add(120, 180, labelled(List.of(STATUS), Map.of("200", 10L)));

    assertThat(series("requests")).isEqualTo(Map.of("200", 17L, "404", 5L));
  }

  @Test
  void groupedStatus_foldsSeriesIntoTheirClass() {
    add(60, 120, labelled(List.of(STATUS), Map.of("404", 3L, "403", 4L, "200", 5L, "0", 6L)));
    add(120, 180, labelled(List.of(STATUS_CLASS), Map.of("4xx", 10L)));

    assertThat(series("requests")).isEqualTo(Map.of("4xx", 17L, "2xx", 5L, "0", 6L));
  }

  @Test
  void restoredLabel_beginsAtZero() {
    add(60, 120, labelled(List.of(STATUS), Map.of("200", 3L)));
    add(120, 180, labelled(List.of(STATUS, HOST), Map.of("200\0x", 1L)));

    assertThat(series("requests")).isEqualTo(Map.of("200\0x", 1L));
  }

  @Test
  void familyNoLongerExported_isForgotten() {
    add(60, 120, delta(Map.of("a", 1L)));
    add(120, 180, new Delta(List.of(), List.of()));
    add(180, 240, delta(Map.of("a", 2L)));

    assertThat(series("requests")).isEqualTo(Map.of("a", 2L));
  }

  private Applied add(long from, long to, Delta delta) {
    return totals.add(from, new Window(from, to), delta, Retention.ALL);
  }

  private Map<String, Long> series(String family) {
    return totals.families().stream()
        .filter(f -> f.family().equals(family))
        .findFirst()
        .orElseThrow()
        .series()
        .toMap();
  }

  private static Delta delta(Map<String, Long> amounts) {
    return labelled(List.of(HOST), amounts);
  }

  private static Delta labelled(List<LabelForm> labels, Map<String, Long> amounts) {
    SeriesTable series = new SeriesTable();
    amounts.forEach((key, amount) -> series.add(key, amount, 0));
    return new Delta(List.of(new FamilyTotals("requests", labels, series)), List.of());
  }
}
