package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The counters of one source in one zone (or account), together with the watermark up to which they
 * are complete. The two change in one step or not at all: that is what makes every window count once.
 */
public final class Totals {
  private long watermark;
  private long shownTo;
  private final Map<String, FamilyTotals> families = new LinkedHashMap<>();

  /**
   * Totals as they were stored.
   *
   * @param watermark second at which counting begins
   */
  public Totals(long watermark, Collection<FamilyTotals> families) {
    this(watermark, 0, families);
  }

  /**
   * Totals as they were stored.
   *
   * @param watermark second at which counting begins
   * @param shownTo second up to which windows have brought series that are shown with their value
   */
  public Totals(long watermark, long shownTo, Collection<FamilyTotals> families) {
    this.watermark = watermark;
    this.shownTo = shownTo;
    families.forEach(family -> this.families.put(family.family(), family));
  }

  public static Totals startingAt(long watermark) {
    return new Totals(watermark, List.of());
  }

  /** Totals of their own, with the very same series keys. */
  public Totals copy() {
    return new Totals(
        watermark, shownTo, families.values().stream().map(FamilyTotals::copy).toList());
  }

  /** End of the last window that was added, in seconds since the epoch. */
  public long watermark() {
    return watermark;
  }

  /**
   * The second since the epoch up to which windows have brought series that are shown with their value.
   * What came later is counted, but shown as zero.
   */
  public long shownTo() {
    return shownTo;
  }

  /** Shows what windows up to a second brought; returns whether that changes anything. */
  public boolean show(long second) {
    long to = Math.min(second, watermark);
    boolean later = to > shownTo;
    shownTo = Math.max(shownTo, to);
    return later;
  }

  /** The ends of the windows, in seconds since the epoch, that brought series which are held at zero. */
  public Set<Integer> heldSince() {
    Set<Integer> windows = new HashSet<>();
    families.values().forEach(family -> family.heldSince(shownTo, windows::add));
    return windows;
  }

  public Collection<FamilyTotals> families() {
    return List.copyOf(families.values());
  }

  public int series() {
    return families.values().stream().mapToInt(family -> family.series().size()).sum();
  }

  /** An estimate of the heap that the series take in the whole process. */
  public long bytes() {
    return families.values().stream()
        .mapToLong(family -> family.series().bytes())
        .sum();
  }

  /** When any series last grew, in seconds since the epoch; empty if there is none. */
  public OptionalLong movedAt() {
    long[] latest = {0};
    families
        .values()
        .forEach(family ->
            family.series().forEach((key, total, at) -> latest[0] = Math.max(latest[0], at)));
    return latest[0] == 0 ? OptionalLong.empty() : OptionalLong.of(latest[0]);
  }

  /**
   * Adds a window if it continues from the watermark.
   *
   * @param resumed second from which the window was due: equal to its beginning, or before it where
   *     time between was given up as lost
   */
  public Applied add(long resumed, Window window, Delta delta, Retention kept) {
    if (watermark == window.to()) {
      return new Applied(Applied.Outcome.ALREADY_ADDED, watermark);
    }
    if (watermark != resumed) {
      return new Applied(Applied.Outcome.OUT_OF_PLACE, watermark);
    }
    int refused = 0;
    Map<String, Integer> redirected = new LinkedHashMap<>();
    List<FamilyTotals> next = new ArrayList<>();
    for (FamilyTotals addition : delta.counters()) {
      FamilyTotals family = known(addition);
      FamilyTotals.Added added = family.add(addition.series(), Math.toIntExact(window.to()), kept);
      refused += added.refused();
      if (added.redirected() > 0) {
        redirected.put(addition.family(), added.redirected());
      }
      next.add(family);
    }
    families.clear();
    next.forEach(family -> families.put(family.family(), family));
    watermark = window.to();
    show(kept.shownTo());
    return new Applied(Applied.Outcome.ADDED, watermark, refused, bytes(), redirected);
  }

  /** Forgets families, so that they begin at zero when they are exported again. */
  public boolean drop(Set<String> names) {
    return families.keySet().removeAll(names);
  }

  /** The family as it stands, under the labels of what comes. */
  private FamilyTotals known(FamilyTotals addition) {
    FamilyTotals known = families.get(addition.family());
    return known == null
        ? new FamilyTotals(addition.family(), addition.labels(), new SeriesTable())
        : known.as(addition.labels());
  }
}
