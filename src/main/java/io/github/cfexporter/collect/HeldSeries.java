package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * New series of one batch that are shown as zero before they show their value, so that Prometheus sees
 * from where they grow. Which series these are is written in the counters; here is since when they have
 * been seen. A series shows its value only when the counters say so, for whoever shows it next must not
 * begin with zero again.
 */
final class HeldSeries {
  /**
   * The note is taken along by a window that is added so much earlier, in milliseconds: windows come about
   * once a refresh, and another write to the database is saved.
   */
  private static final long EARLIEST_NOTE_MILLIS = 10_000;

  private static final long NONE = 0;

  private final Map<SourceZone, Held> bySourceZone = new HashMap<>();

  /** Series of one source in one zone. */
  private static final class Held {
    /** When series were first seen as zero, in steady milliseconds, by the end of their window. */
    private final TreeMap<Integer, Long> seenSince = new TreeMap<>();

    private long notedTo = NONE;

    /** The latest window of which the series have been seen for so long; 0 if there is none. */
    long seenFor(long millis, long now) {
      return seenSince.entrySet().stream()
          .filter(window -> now - window.getValue() >= millis)
          .mapToLong(Map.Entry::getKey)
          .max()
          .orElse(NONE);
    }
  }

  /**
   * Series that have been zero for long enough.
   *
   * @param to the end of the window that brought the latest of them, in seconds since the epoch
   * @param noted whether the counters say so already
   */
  record Due(SourceZone sourceZone, long to, boolean noted) {}

  /**
   * What is held has been shown as zero.
   *
   * @param held ends of the windows that brought series which are held, by source and zone
   */
  void shown(Map<SourceZone, Set<Integer>> held, long now) {
    bySourceZone.keySet().retainAll(held.keySet());
    held.forEach((sourceZone, windows) -> {
      Held there = bySourceZone.computeIfAbsent(sourceZone, first -> new Held());
      there.seenSince.keySet().retainAll(windows);
      windows.forEach(window -> there.seenSince.putIfAbsent(window, now));
    });
  }

  /** Up to which window the one that is added now may say that series are shown; 0 if none may. */
  long noteAlong(SourceZone sourceZone, long holdMillis, long now) {
    Held there = bySourceZone.get(sourceZone);
    return there == null ? NONE : there.seenFor(holdMillis - EARLIEST_NOTE_MILLIS, now);
  }

  /** The counters say that series of windows up to this one are shown. */
  void noted(SourceZone sourceZone, long to) {
    Held there = bySourceZone.get(sourceZone);
    if (there != null) {
      there.notedTo = Math.max(there.notedTo, to);
    }
  }

  /** What has been zero for long enough. */
  List<Due> due(long holdMillis, long now) {
    List<Due> due = new ArrayList<>();
    bySourceZone.forEach((sourceZone, there) -> {
      long to = there.seenFor(holdMillis, now);
      if (to != NONE) {
        due.add(new Due(sourceZone, to, to <= there.notedTo));
      }
    });
    return due;
  }

  /** Since when the series have been held that were seen first, in steady milliseconds. */
  OptionalLong oldest() {
    return bySourceZone.values().stream()
        .flatMap(there -> there.seenSince.values().stream())
        .mapToLong(Long::longValue)
        .min();
  }
}
