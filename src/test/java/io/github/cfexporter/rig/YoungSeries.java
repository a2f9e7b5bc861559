package io.github.cfexporter.rig;

import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.SeriesKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which series of a source in a zone begin with zero at this moment, by what the counters say: those
 * that are held must be zero, and those that may be shown from now on are zero for some seconds more.
 */
final class YoungSeries {
  /** A window may note so much too early that series are shown, in seconds. */
  private static final long NOTED_EARLY = 15;

  /** Seconds after which no series is zero any more that was noted as shown. */
  private static final long SHOWN_SOON = 75;

  private final Map<String, Set<Map<String, String>>> held = new HashMap<>();
  private final Map<String, Set<Map<String, String>>> shownSoon = new HashMap<>();

  YoungSeries(Totals totals) {
    boolean justNoted = totals.watermark() <= totals.shownTo() + SHOWN_SOON;
    for (FamilyTotals family : totals.families()) {
      Set<Map<String, String>> zero = held.computeIfAbsent(family.family(), f -> new HashSet<>());
      Set<Map<String, String>> soon =
          shownSoon.computeIfAbsent(family.family(), f -> new HashSet<>());
      int[] position = {0};
      family.series().forEach((key, total, movedAt) -> {
        int born = family.births().of(position[0]++);
        if (born > totals.shownTo()) {
          zero.add(labels(family, key));
        } else if (justNoted && born > totals.shownTo() - NOTED_EARLY) {
          soon.add(labels(family, key));
        }
      });
    }
  }

  /** Whether a series must be zero. */
  boolean isHeld(String family, Map<String, String> labels) {
    return held.getOrDefault(family, Set.of()).contains(labels);
  }

  /** Whether a series may be zero, or its value. */
  boolean isShownSoon(String family, Map<String, String> labels) {
    return shownSoon.getOrDefault(family, Set.of()).contains(labels);
  }

  private static Map<String, String> labels(FamilyTotals family, String key) {
    List<String> values = SeriesKey.values(key, family.labels().size());
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      labels.put(family.labels().get(i).name(), values.get(i));
    }
    return labels;
  }
}
