package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Overflow;
import io.github.cfexporter.counting.series.SeriesKey;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Keeps labels to the values that they may have at most. A value that has a series keeps it; while there
 * is room the largest of the new ones are let in, and all others count as {@code other}. So no counter
 * goes down, sums are whole, and who is in follows from the totals alone, wherever they are stored.
 */
public final class TopValues {
  private final Map<String, Label> tops = new HashMap<>();

  /** Of the labels of a source, those of its alternatives included. */
  public TopValues(Source source) {
    source.nodes().stream()
        .flatMap(node -> node.metrics().stream())
        .forEach(metric -> metric.labels().stream()
            .filter(label -> label.top().isPresent())
            .forEach(label -> tops.put(metric.name(), label)));
  }

  /** Whether every value may have series. */
  public boolean isEmpty() {
    return tops.isEmpty();
  }

  /**
   * A window's delta with no more values than there may be.
   *
   * @param totals to which it will be added; empty before the first window
   */
  public Delta kept(Delta delta, Optional<Totals> totals) {
    Map<String, FamilyTotals> known = new HashMap<>();
    totals.ifPresent(all -> all.families().forEach(family -> known.put(family.family(), family)));
    Map<String, Set<String>> members = new HashMap<>();
    delta.counters().stream()
        .filter(family -> place(family) >= 0)
        .forEach(family -> members.put(
            family.family(), members(family, Optional.ofNullable(known.get(family.family())))));
    return new Delta(
        kept(delta.counters(), members),
        delta.gauges(),
        delta.audited(),
        delta.minutes().stream()
            .map(minute ->
                new Minute(minute.end(), kept(minute.counters(), members), minute.gauges()))
            .toList());
  }

  private List<FamilyTotals> kept(List<FamilyTotals> families, Map<String, Set<String>> members) {
    return families.stream()
        .map(family -> members.containsKey(family.family())
            ? kept(family, members.get(family.family()))
            : family)
        .toList();
  }

  private FamilyTotals kept(FamilyTotals family, Set<String> members) {
    int place = place(family);
    SeriesTable table = new SeriesTable();
    family.series().forEach((key, amount, movedAt) -> {
      List<String> values =
          new ArrayList<>(SeriesKey.values(key, family.labels().size()));
      if (!members.contains(values.get(place))) {
        values.set(place, Overflow.OTHER);
      }
      table.add(SeriesKey.of(values), amount, movedAt);
    });
    return new FamilyTotals(family.family(), family.labels(), table);
  }

  /** Values that have series, and those that get one now. */
  private Set<String> members(FamilyTotals family, Optional<FamilyTotals> known) {
    int place = place(family);
    int most = tops.get(family.family()).top().orElseThrow();
    Set<String> members = new HashSet<>();
    known
        .filter(before -> before.labels().equals(family.labels()))
        .ifPresent(before -> members.addAll(amounts(before, place).keySet()));
    members.remove(Overflow.OTHER);
    Map<String, Long> coming = amounts(family, place);
    coming.keySet().removeAll(members);
    coming.remove(Overflow.OTHER);
    coming.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()))
        .limit(Math.max(0, most - members.size()))
        .forEach(value -> members.add(value.getKey()));
    return members;
  }

  private static Map<String, Long> amounts(FamilyTotals family, int place) {
    Map<String, Long> amounts = new HashMap<>();
    family
        .series()
        .forEach((key, amount, movedAt) -> amounts.merge(
            SeriesKey.values(key, family.labels().size()).get(place), amount, Long::sum));
    return amounts;
  }

  /** Where the values of the label stand in keys of a family; -1 where it has no such label. */
  private int place(FamilyTotals family) {
    Label top = tops.get(family.family());
    return top == null
        ? -1
        : IntStream.range(0, family.labels().size())
            .filter(i -> family.labels().get(i).name().equals(top.name()))
            .findFirst()
            .orElse(-1);
  }
}
