package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
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
  private final Journal journal;

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
    this(watermark, shownTo, families, new Journal());
  }

  /** Totals as they were stored, with their latest minutes. */
  public Totals(long watermark, long shownTo, Collection<FamilyTotals> families, Journal journal) {
    this.watermark = watermark;
    this.shownTo = shownTo;
    this.journal = journal;
    families.forEach(family -> this.families.put(family.family(), family));
  }

  public static Totals startingAt(long watermark) {
    return new Totals(watermark, List.of());
  }

  /** Totals of their own, with the very same series keys. */
  public Totals copy() {
    return new Totals(
        watermark,
        shownTo,
        families.values().stream().map(FamilyTotals::copy).toList(),
        journal.copy());
  }

  /** The latest minutes; without any where nobody wants to be told of them. */
  public Journal journal() {
    return journal;
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

  /**
   * The end of the latest window, in seconds since the epoch, that brought series which others show
   * with their value; 0 if there is none. Others may have counted the same time in other windows, or
   * heard of a series earlier, so that how far they show says nothing about the series here.
   */
  public long shownElsewhere(Totals others) {
    long latest = 0;
    for (FamilyTotals family : families.values()) {
      FamilyTotals other = others.families.get(family.family());
      if (other != null) {
        latest = Math.max(latest, family.shownElsewhere(other, others.shownTo));
      }
    }
    return latest;
  }

  public Collection<FamilyTotals> families() {
    return List.copyOf(families.values());
  }

  public int series() {
    return families.values().stream().mapToInt(family -> family.series().size()).sum();
  }

  /** An estimate of the heap that the series take in the whole process. */
  public long bytes() {
    return journal.bytes()
        + families.values().stream()
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
    WindowAddition addition = new WindowAddition(families, journal);
    if (kept.journal().isPresent()) {
      addition.byMinutes(window, delta, kept);
    } else {
      addition.whole(window, delta, kept);
    }
    watermark = window.to();
    show(kept.shownTo());
    return new Applied(
        Applied.Outcome.ADDED, watermark, addition.refused(), bytes(), addition.redirected());
  }

  /** Forgets families, so that they begin at zero when they are exported again. */
  public boolean drop(Set<String> names) {
    if (!journal.isEmpty()) {
      journal.leave(families.values().stream()
          .filter(family -> names.contains(family.family()))
          .map(MinuteChanges::allLeft)
          .toList());
    }
    return families.keySet().removeAll(names);
  }
}
