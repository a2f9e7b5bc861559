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
 * @param audited what all its rows together have of {@link Reading#audited}
 */
public record Delta(List<FamilyTotals> counters, List<Gauges> gauges, long audited) {
  public Delta {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
  }

  /** One of which nothing is audited. */
  public Delta(List<FamilyTotals> counters, List<Gauges> gauges) {
    this(counters, gauges, 0);
  }

  /** With numbers of things of one usual window, in seconds, in place of those of a wider one. */
  public Delta per(long usual, Window window) {
    return new Delta(
        counters, gauges.stream().map(some -> some.per(usual, window.seconds())).toList(), audited);
  }

  /** Both together; they have no family in common. What is audited is that of this one. */
  public Delta with(Delta other) {
    return new Delta(
        Stream.concat(counters.stream(), other.counters.stream()).toList(),
        Stream.concat(gauges.stream(), other.gauges.stream()).toList(),
        audited);
  }
}
