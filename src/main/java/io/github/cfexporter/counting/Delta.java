package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one window of one source and zone adds.
 *
 * @param counters one entry for every counter family that the source exports now, empty ones
 *     included: a family that is missing here is no longer exported
 * @param gauges values of the window, which replace those of the window before
 */
public record Delta(List<FamilyTotals> counters, List<Gauges> gauges) {
  public Delta {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
  }

  /** Both together; they have no family in common. */
  public Delta with(Delta other) {
    return new Delta(
        Stream.concat(counters.stream(), other.counters.stream()).toList(),
        Stream.concat(gauges.stream(), other.gauges.stream()).toList());
  }
}
