package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one minute of a window adds, or that part of the minute which the window has.
 *
 * @param end first second after it, since the epoch
 * @param counters one entry for every counter family that the source exports, empty ones included
 * @param gauges values of this minute
 */
public record Minute(long end, List<FamilyTotals> counters, List<Gauges> gauges) {
  /** Seconds. */
  public static final long LENGTH = 60;

  public Minute {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
  }

  /** The end of the minute, or of the window, that a second belongs to. */
  static long end(Window window, long second) {
    long inside = Math.min(Math.max(second, window.from()), window.to() - 1);
    return Math.min((Math.floorDiv(inside, LENGTH) + 1) * LENGTH, window.to());
  }

  /** The ends of all minutes of a window, in order. */
  static List<Long> ends(Window window) {
    List<Long> ends = new ArrayList<>();
    for (long end = end(window, window.from()); end < window.to(); end = end(window, end)) {
      ends.add(end);
    }
    ends.add(window.to());
    return ends;
  }

  /** Both together, where they have no family in common. */
  Minute with(Minute other) {
    Delta both = new Delta(counters, gauges).with(new Delta(other.counters, other.gauges));
    return new Minute(end, both.counters(), both.gauges());
  }

  /** With numbers of things of one usual window, see {@link Delta#per}; both in seconds. */
  Minute per(long usual, long width) {
    return new Minute(end, counters, Gauges.per(gauges, usual, width));
  }

  /** The same with those families that it lacks, which did not grow. */
  Minute having(List<FamilyTotals> families) {
    Set<String> there = new HashSet<>();
    counters.forEach(family -> there.add(family.family()));
    List<FamilyTotals> all = new ArrayList<>(counters);
    families.stream()
        .filter(family -> there.add(family.family()))
        .map(FamilyTotals::withoutSeries)
        .forEach(all::add);
    return new Minute(end, all, gauges);
  }
}
