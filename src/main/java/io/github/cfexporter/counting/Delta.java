package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one window of one source and zone adds.
 *
 * @param counters one entry for every counter family that the source exports now, empty ones
 *     included: a family that is missing here is no longer exported
 * @param gauges values of the window, which replace those of the window before
 * @param minutes the same, taken apart, up to the end of the window; empty where nobody wants it
 */
public record Delta(List<FamilyTotals> counters, List<Gauges> gauges, List<Minute> minutes) {
  public Delta {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
    minutes = List.copyOf(minutes);
  }

  /** A window that is not taken apart. */
  public Delta(List<FamilyTotals> counters, List<Gauges> gauges) {
    this(counters, gauges, List.of());
  }

  /** Both together; they have no family in common. */
  public Delta with(Delta other) {
    return new Delta(
        Stream.concat(counters.stream(), other.counters.stream()).toList(),
        Stream.concat(gauges.stream(), other.gauges.stream()).toList(),
        together(minutes, other.minutes));
  }

  /** Where one node does not tell its minutes, all of it belongs to the last one. */
  private static List<Minute> together(List<Minute> some, List<Minute> others) {
    Map<Long, Minute> byEnd = new TreeMap<>();
    Stream.concat(some.stream(), others.stream())
        .forEach(minute -> byEnd.merge(minute.end(), minute, Minute::with));
    return List.copyOf(byEnd.values());
  }
}
