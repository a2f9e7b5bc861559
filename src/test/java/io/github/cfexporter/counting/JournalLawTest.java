package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The totals of any minute of the journal are those that were there at its end. */
@Tag("unit")
class JournalLawTest {
  private static final long START = 6_000;
  private static final String FAMILY = "requests";

  private static JournalTerms terms(long oldest, long sent) {
    return new JournalTerms(oldest, Long.MAX_VALUE, Map.of("here", sent));
  }

  /** Windows of one to five minutes; series come, grow, stand still and are forgotten. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyMinute_isWhatItWas(int seed) {
    Random random = new Random(seed);
    Totals totals = Totals.startingAt(START);
    Totals minutely = Totals.startingAt(START);
    Map<Long, Map<String, Double>> history = new TreeMap<>();
    for (int window = 0; window < 40; window++) {
      long from = totals.watermark();
      List<Minute> minutes = minutes(random, from, 1 + random.nextInt(5));
      long to = minutes.get(minutes.size() - 1).end();
      Retention kept = new Retention(to - 600, 12).with(terms(0, START));
      for (Minute minute : minutes) {
        Retention now = minute.end() == to ? kept : kept.withoutForgetting();
        Window part = new Window(minute.end() - 60, minute.end());
        Delta delta = new Delta(minute.counters(), minute.gauges(), 0, List.of(minute));
        minutely.add(part.from(), part, delta, now);
        history.put(minute.end(), shown(minutely));
      }
      totals.add(from, new Window(from, to), new Delta(minutes), kept);
      if (random.nextInt(10) == 0) {
        totals.drop(Set.of(FAMILY));
        minutely.drop(Set.of(FAMILY));
      }
    }

    assertThat(history).hasSizeGreaterThan(100);
    history.forEach(
        (end, values) -> assertThat(at(end, totals)).as("at %s", end).isEqualTo(values));
  }

  /** Whoever adds up what it is told, zeros and ends included, never sees a step that did not happen. */
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void toldValues_makeEverySeriesBeginAtZero_andEnd(int seed) {
    Random random = new Random(seed);
    Totals totals = Totals.startingAt(START);
    Map<String, Double> last = new TreeMap<>();
    for (int window = 0; window < 60; window++) {
      long from = totals.watermark();
      List<Minute> minutes = minutes(random, from, 1 + random.nextInt(3));
      long to = minutes.get(minutes.size() - 1).end();
      Retention kept = new Retention(to - 300, 100).with(terms(0, from));
      totals.add(from, new Window(from, to), new Delta(minutes), kept);
      for (long at = from; at < to; at += 60) {
        MinuteTotals minute = MinuteTotals.after(at, totals).orElseThrow();
        minute.gone((family, labels, key, value, second) ->
            assertThat(last.remove(family + key)).as("left %s", key).isNotNull());
        minute.zeros((family, labels, key, value, second) ->
            assertThat(last.put(family + key, value)).as("began %s", key).isNull());
        Map<String, Double> now = new TreeMap<>();
        minute.values((family, labels, key, value, second) -> now.put(family + key, value));
        now.forEach((key, value) -> {
          if (key.startsWith(FAMILY) && value > 0) {
            assertThat(last.get(key)).as("before %s", key).isNotNull().isLessThanOrEqualTo(value);
          }
        });
        assertThat(now.keySet()).containsAll(last.keySet());
        last.putAll(now);
      }
    }
  }

  /** Statuses are grouped while minutes wait: the old series end, the new ones go on from their sum. */
  @Test
  void changedLabels_areNoGrowth() {
    List<LabelForm> single = List.of(new LabelForm("status", false));
    List<LabelForm> grouped = List.of(new LabelForm("status", true));
    Totals totals = Totals.startingAt(START);
    Retention kept = new Retention(0, 100).with(terms(0, START));
    add(totals, single, Map.of("404", 3L, "403", 4L), kept);
    add(totals, grouped, Map.of("4xx", 5L), kept);

    assertThat(at(START + 60, totals)).isEqualTo(Map.of("requests404", 3.0, "requests403", 4.0));
    assertThat(at(START + 120, totals)).isEqualTo(Map.of("requests4xx", 12.0));
    assertThat(told(START + 60, totals)).containsExactlyInAnyOrder("gone 404 NaN", "gone 403 NaN");
  }

  /** Its zero must not take the place of the value that it had in the same moment. */
  @Test
  void seriesThatLeavesAndBeginsInTheSameMinute_isToldAsZeroInPlaceOfItsEnd() {
    List<LabelForm> single = List.of(new LabelForm("status", false));
    Totals totals = Totals.startingAt(START);
    Retention kept = new Retention(0, 100).with(terms(0, START));
    add(totals, single, Map.of("404", 3L, "403", 4L), kept);
    totals.drop(Set.of(FAMILY));
    add(totals, single, Map.of("404", 5L, "500", 6L), kept);

    assertThat(told(START + 60, totals))
        .containsExactlyInAnyOrder("gone 404 0.0", "gone 403 NaN", "zero 500 0.0");
  }

  /** Some statuses are in no group: under both settings, labels of such a series are the same. */
  @Test
  void seriesThatChangedLabelsLeaveAsTheyAre_goesOn_orBeginsAgainAtZero() {
    List<LabelForm> single = List.of(new LabelForm("status", false));
    List<LabelForm> grouped = List.of(new LabelForm("status", true));
    Totals totals = Totals.startingAt(START);
    Retention kept = new Retention(0, 100).with(terms(0, START));
    add(totals, single, Map.of("0", 3L, "404", 4L), kept);
    add(totals, grouped, Map.of("0", 1L, "4xx", 1L), kept);
    add(totals, single, Map.of("0", 2L, "404", 2L), kept);

    assertThat(told(START + 60, totals)).containsExactly("gone 404 NaN");
    assertThat(at(START + 120, totals)).isEqualTo(Map.of("requests0", 4.0, "requests4xx", 5.0));
    assertThat(told(START + 120, totals))
        .containsExactlyInAnyOrder("gone 0 0.0", "gone 4xx NaN", "zero 404 0.0");
  }

  /** What is told of the beginning of the minute that begins then. */
  private static List<String> told(long begin, Totals totals) {
    MinuteTotals minute = MinuteTotals.after(begin, totals).orElseThrow();
    List<String> told = new ArrayList<>();
    minute.gone((family, labels, key, value, at) -> told.add("gone " + key + " " + value));
    minute.zeros((family, labels, key, value, at) -> told.add("zero " + key + " " + value));
    return told;
  }

  @Test
  void whatEverybodyHas_isForgotten_butForTheLastMinute() {
    Totals totals = Totals.startingAt(START);
    for (int minute = 0; minute < 5; minute++) {
      add(totals, List.of(), Map.of("", 1L), new Retention(0, 9).with(terms(0, START + 180)));
    }

    assertThat(totals.journal().entries())
        .extracting(JournalEntry::end)
        .containsExactly(START + 180, START + 240, START + 300);
    assertThat(MinuteTotals.after(START + 300, totals)).isEmpty();
  }

  @Test
  void whatIsTooOldOrTooMuch_isDropped_butNotTheNewest() {
    Totals totals = Totals.startingAt(START);
    for (int minute = 0; minute < 5; minute++) {
      add(totals, List.of(), Map.of("", 1L), new Retention(0, 9).with(terms(START + 200, START)));
    }
    assertThat(totals.journal().entries())
        .extracting(JournalEntry::end)
        .containsExactly(START + 240, START + 300);

    JournalTerms narrow = new JournalTerms(0, 1, Map.of());
    add(totals, List.of(), Map.of("", 1L), new Retention(0, 9).with(narrow));
    assertThat(totals.journal().entries())
        .extracting(JournalEntry::end)
        .containsExactly(START + 360);
    assertThat(at(START + 360, totals)).isEqualTo(Map.of("requests", 6.0));
  }

  @Test
  void minutesOfWindow_endOnWholeMinutes_andAtItsEnd() {
    assertThat(Minute.ends(new Window(30, 150))).containsExactly(60L, 120L, 150L);
    assertThat(Minute.ends(new Window(60, 120))).containsExactly(120L);
    assertThat(Minute.ends(new Window(65, 70))).containsExactly(70L);
  }

  private static void add(
      Totals totals, List<LabelForm> labels, Map<String, Long> amounts, Retention kept) {
    long from = totals.watermark();
    Minute minute = new Minute(from + 60, List.of(family(labels, amounts)), List.of());
    totals.add(from, new Window(from, from + 60), new Delta(List.of(minute)), kept);
  }

  private static List<Minute> minutes(Random random, long from, int count) {
    List<Minute> minutes = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Map<String, Long> amounts = new TreeMap<>();
      Map<String, Double> values = new TreeMap<>();
      for (int series = 0; series < 15; series++) {
        if (random.nextInt(4) == 0) {
          amounts.put("k" + series, 1L + random.nextInt(9));
        }
        if (random.nextInt(3) == 0) {
          values.put("g" + series, random.nextDouble());
        }
      }
      minutes.add(new Minute(
          from + 60L * i,
          List.of(family(List.of(new LabelForm("key", false)), amounts)),
          List.of(new Gauges("share", List.of("key"), false, values))));
    }
    return minutes;
  }

  private static FamilyTotals family(List<LabelForm> labels, Map<String, Long> amounts) {
    SeriesTable series = new SeriesTable();
    amounts.forEach((key, amount) -> series.add(key, amount, 0));
    return new FamilyTotals(FAMILY, labels, series);
  }

  private static Map<String, Double> at(long end, Totals totals) {
    Optional<MinuteTotals> minute = MinuteTotals.after(end - 1, totals);
    assertThat(minute).isPresent();
    assertThat(minute.get().end()).isEqualTo(end);
    Map<String, Double> values = new TreeMap<>();
    minute.get().values((family, labels, key, value, at) -> values.put(family + key, value));
    return values;
  }

  private static Map<String, Double> shown(Totals totals) {
    Map<String, Double> values = new TreeMap<>();
    totals
        .families()
        .forEach(family -> family
            .series()
            .forEach((key, total, at) -> values.put(family.family() + key, (double) total)));
    totals
        .journal()
        .last()
        .orElseThrow()
        .gauges()
        .forEach(family ->
            family.values().forEach((key, value) -> values.put(family.family() + key, value)));
    return values;
  }
}
