package io.github.cfexporter.simulator;

import java.util.Comparator;
import java.util.List;

/** Quantiles of a measure over events, each weighing as much as its count. */
final class Quantile {

  /** The smallest value that at least the fraction of the requests does not exceed. */
  static double at(double fraction, String measure, List<Event> group) {
    List<Event> sorted = group.stream()
        .filter(event -> event.measured(measure))
        .sorted(Comparator.comparingDouble(event -> event.each(measure)))
        .toList();
    double wanted = fraction * sorted.stream().mapToLong(Event::count).sum();
    long reached = 0;
    for (Event event : sorted) {
      reached += event.count();
      if (reached >= wanted) {
        return event.each(measure);
      }
    }
    return Traits.NOT_MEASURED;
  }

  private Quantile() {}
}
