package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the series of one source in one zone were at the end of one minute of its journal: its totals
 * of now with everything undone that came later.
 */
public final class MinuteTotals {
  private final JournalEntry minute;
  private final Optional<JournalEntry> before;
  private final Map<FamilyForm, Map<String, Long>> counters = new LinkedHashMap<>();

  /** A family under certain labels: those of another setting are other series. */
  private record FamilyForm(String family, List<LabelForm> labels) {}

  /** A series as receivers know it, whatever setting wrote its labels. */
  private record Known(String family, List<String> labels, String key) {
    static Known of(MinuteChanges changes, String key) {
      return new Known(changes.family(), names(changes.labels()), key);
    }
  }

  /** Takes the values of one family. */
  @FunctionalInterface
  public interface Values {
    /**
     * Takes one value.
     *
     * @param labels names of the values that the key joins
     * @param second it is the value of, since the epoch
     */
    void value(String family, List<String> labels, String key, double value, long second);

    /**
     * Takes counters with the point where it is shown, so that a value is the very number that a scrape
     * reads.
     *
     * @param decimals how many digits stand behind the point, by family; whole numbers are missing
     */
    default Values shown(Map<String, Integer> decimals) {
      return (family, labels, key, value, second) -> value(
          family, labels, key, value / Math.pow(10, decimals.getOrDefault(family, 0)), second);
    }
  }

  private MinuteTotals(JournalEntry minute, Optional<JournalEntry> before) {
    this.minute = minute;
    this.before = before;
  }

  /** The oldest minute that ends later than a second; empty when there is none. */
  public static Optional<MinuteTotals> after(long second, Totals totals) {
    List<JournalEntry> entries = totals.journal().entries();
    int place = 0;
    while (place < entries.size() && entries.get(place).end() <= second) {
      place++;
    }
    if (place == entries.size()) {
      return Optional.empty();
    }
    MinuteTotals of = new MinuteTotals(
        entries.get(place), place == 0 ? Optional.empty() : Optional.of(entries.get(place - 1)));
    of.take(totals);
    of.undo(totals.journal().leaving());
    for (int later = entries.size() - 1; later > place; later--) {
      of.undo(entries.get(later).changes());
    }
    return Optional.of(of);
  }

  /** First second of the minute, since the epoch. */
  public long begin() {
    return minute.begin();
  }

  /** First second after the minute, since the epoch. */
  public long end() {
    return minute.end();
  }

  /** How many counters and gauges there are. */
  public int samples() {
    return minute.samples();
  }

  /** Counters and gauges at the end of the minute. */
  public void values(Values values) {
    counters.forEach((form, series) -> series.forEach((key, total) ->
        values.value(form.family(), names(form.labels()), key, total, minute.end())));
    minute
        .gauges()
        .forEach(family -> family
            .values()
            .forEach((key, value) ->
                values.value(family.family(), family.labels(), key, value, minute.end())));
  }

  /** Series that began in the minute, which were zero before it. Those that {@link #gone} tells are not. */
  public void zeros(Values values) {
    Set<Known> left = left();
    for (MinuteChanges changes : minute.changes()) {
      if (!changes.continued()) {
        changes.began().forEach((key, total, movedAt) -> {
          if (total > 0 && !left.contains(Known.of(changes, key))) {
            values.value(changes.family(), names(changes.labels()), key, 0, minute.begin());
          }
        });
      }
    }
  }

  /**
   * Series that were there before the minute and left; their value is NaN, or zero where they have begun
   * again since. To be told for a moment after the second that they have: that of their last value.
   */
  public void gone(Values values) {
    Map<Known, Boolean> came = left().isEmpty() ? Map.of() : came();
    for (MinuteChanges changes : minute.changes()) {
      changes.left().forEach((key, total, movedAt) -> {
        Boolean continued = came.get(Known.of(changes, key));
        if (continued == null || !continued) {
          double value = continued == null ? Double.NaN : 0;
          values.value(changes.family(), names(changes.labels()), key, value, minute.begin());
        }
      });
    }
    before.ifPresent(last -> last.gauges().forEach(family -> goneGauges(family, values)));
  }

  private Set<Known> left() {
    Set<Known> left = new HashSet<>();
    for (MinuteChanges changes : minute.changes()) {
      changes.left().forEach((key, total, movedAt) -> left.add(Known.of(changes, key)));
    }
    return left;
  }

  /** Series that came in the minute, and whether they never were zero. */
  private Map<Known, Boolean> came() {
    Map<Known, Boolean> came = new HashMap<>();
    for (MinuteChanges changes : minute.changes()) {
      changes
          .began()
          .forEach((key, total, movedAt) ->
              came.merge(Known.of(changes, key), changes.continued(), Boolean::logicalAnd));
    }
    return came;
  }

  private void goneGauges(Gauges family, Values values) {
    Set<String> there = new HashSet<>();
    minute.gauges().stream()
        .filter(
            same -> same.family().equals(family.family()) && same.labels().equals(family.labels()))
        .forEach(same -> there.addAll(same.values().keySet()));
    family.values().keySet().stream()
        .filter(key -> !there.contains(key))
        .forEach(
            key -> values.value(family.family(), family.labels(), key, Double.NaN, minute.begin()));
  }

  private void take(Totals totals) {
    for (FamilyTotals family : totals.families()) {
      Map<String, Long> series = new LinkedHashMap<>();
      family.series().forEach((key, total, movedAt) -> series.put(key, total));
      counters.put(new FamilyForm(family.family(), family.labels()), series);
    }
  }

  private void undo(List<MinuteChanges> changes) {
    for (int i = changes.size() - 1; i >= 0; i--) {
      undo(changes.get(i));
    }
  }

  private void undo(MinuteChanges changes) {
    Map<String, Long> series = counters.computeIfAbsent(
        new FamilyForm(changes.family(), changes.labels()), form -> new HashMap<>());
    SeriesTable grew = changes.grew();
    grew.forEach(
        (key, amount, movedAt) -> series.computeIfPresent(key, (same, total) -> total - amount));
    changes.began().forEach((key, amount, movedAt) -> series.remove(key));
    changes.left().forEach((key, total, movedAt) -> series.put(key, total));
  }

  private static List<String> names(List<LabelForm> labels) {
    List<String> names = new ArrayList<>(labels.size());
    labels.forEach(label -> names.add(label.name()));
    return names;
  }
}
