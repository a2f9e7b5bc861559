package io.github.cfexporter.simulator.traffic;

import java.util.Comparator;
import java.util.List;

/** Values of a measure over events, in ascending order, each weighing as much as its event's count. */
final class Quantile {
  private final List<Weighed> sorted;
  private final long weight;

  private record Weighed(double value, long count) {}

  private Quantile(List<Weighed> sorted) {
    this.sorted = sorted;
    this.weight = sorted.stream().mapToLong(Weighed::count).sum();
  }

  static Quantile of(String measure, List<Event> group) {
    return new Quantile(group.stream()
        .filter(event -> event.measured(measure))
        .map(event -> new Weighed(event.each(measure), event.count()))
        .sorted(Comparator.comparingDouble(Weighed::value))
        .toList());
  }

  /** The smallest value that at least the fraction of the requests does not exceed. */
  double at(double fraction) {
    double wanted = fraction * weight;
    long reached = 0;
    for (Weighed one : sorted) {
      reached += one.count();
      if (reached >= wanted) {
        return one.value();
      }
    }
    return Traits.NOT_MEASURED;
  }
}
