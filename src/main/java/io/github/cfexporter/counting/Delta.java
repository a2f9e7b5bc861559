package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import java.util.ArrayList;
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
 * @param audited what all its rows together have of {@link Reading#audited}
 * @param minutes the same, taken apart, up to the end of the window; empty where nobody wants it
 */
public record Delta(
    List<FamilyTotals> counters, List<Gauges> gauges, long audited, List<Minute> minutes) {
  public Delta {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
    minutes = List.copyOf(minutes);
  }

  /** One that is not taken apart, and of which nothing is audited. */
  public Delta(List<FamilyTotals> counters, List<Gauges> gauges) {
    this(counters, gauges, 0, List.of());
  }

  /** Nothing but minutes, of which nothing is audited. */
  public Delta(List<Minute> minutes) {
    this(List.of(), List.of(), 0, minutes);
  }

  /**
   * With numbers of things of one usual window, in seconds, in place of those of a wider one; those of a
   * minute are what a window of the usual width would have if it were all like that minute.
   */
  public Delta per(long usual, Window window) {
    List<Minute> scaled = new ArrayList<>();
    long begin = window.from();
    for (Minute minute : minutes) {
      scaled.add(minute.per(usual, minute.end() - begin));
      begin = minute.end();
    }
    return new Delta(counters, Gauges.per(gauges, usual, window.seconds()), audited, scaled);
  }

  /** Both together; they have no family in common. What is audited is that of this one. */
  public Delta with(Delta other) {
    return new Delta(
        Stream.concat(counters.stream(), other.counters.stream()).toList(),
        Stream.concat(gauges.stream(), other.gauges.stream()).toList(),
        audited,
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
