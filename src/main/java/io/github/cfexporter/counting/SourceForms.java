package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Timing;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.SeriesTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One source under the settings of the moment, in every form in which it may be asked for: its own
 * dataset node, or those that stand in for it. All of them count into the same totals.
 *
 * @param alternatives without those of which every metric is denied
 */
public record SourceForms(Reading first, List<Reading> alternatives) {
  public SourceForms {
    alternatives = List.copyOf(alternatives);
  }

  /**
   * Applies the operator's choices to a source of the catalog.
   *
   * @param denied names of families that are not exported
   */
  public static SourceForms of(
      Source source, boolean excludeHost, boolean httpStatusGroup, Set<String> denied) {
    return new SourceForms(
        Reading.of(source, excludeHost, httpStatusGroup, denied),
        source.alternatives().stream()
            .map(node -> Reading.of(node, excludeHost, httpStatusGroup, denied))
            .filter(reading -> !reading.isEmpty())
            .toList());
  }

  /** The source's name, whatever its form. */
  public String name() {
    return first.source().name();
  }

  /** Windows of every form begin and end on multiples of it. */
  public Duration granularity() {
    return first.source().granularity();
  }

  /** When and for what time it is asked, in every form. */
  public Timing timing() {
    return first.source().timing();
  }

  /** Whether every metric is denied, so that there is nothing to fetch. */
  public boolean isEmpty() {
    return first.isEmpty();
  }

  /** Every dataset node, the source's own first. */
  public List<Reading> nodes() {
    return Stream.concat(Stream.of(first), alternatives.stream()).toList();
  }

  /** The nodes to ask: the source's own if it is open, otherwise those that stand in for it and are. */
  public List<Reading> usable(Predicate<Reading> isOpen) {
    return isOpen.test(first)
        ? List.of(first)
        : alternatives.stream().filter(isOpen).toList();
  }

  /**
   * A window's delta with every counter family of the source: those that its form does not have do
   * not grow by it, but they are still exported.
   */
  public Delta whole(Delta delta) {
    Set<String> there = new HashSet<>();
    delta.counters().forEach(family -> there.add(family.family()));
    List<FamilyTotals> counters = new ArrayList<>(delta.counters());
    for (Metric metric : first.source().metrics()) {
      if (metric.type() == MetricType.COUNTER && there.add(metric.name())) {
        counters.add(new FamilyTotals(metric.name(), first.forms(metric), new SeriesTable()));
      }
    }
    return new Delta(
        counters,
        delta.gauges(),
        delta.audited(),
        delta.minutes().stream().map(minute -> minute.having(counters)).toList());
  }
}
