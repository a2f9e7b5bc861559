package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import io.github.cfexporter.counting.version.Writer;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The counters of one source in one zone (or account), together with the watermark up to which they
 * are complete. The two change in one step or not at all: that is what makes every window count once.
 */
public final class Totals {
  private long watermark;
  private long shownTo;
  private VersionVector windows;
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
    this(watermark, new Version(VersionVector.upTo(watermark), shownTo), families, new Journal());
  }

  /**
   * Totals as they were stored, with their latest minutes.
   *
   * @param version says as well which series are shown
   */
  public Totals(
      long watermark, Version version, Collection<FamilyTotals> families, Journal journal) {
    this.watermark = watermark;
    this.windows = version.windows();
    this.shownTo = version.shownTo();
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
        version(),
        families.values().stream().map(FamilyTotals::copy).toList(),
        journal.copy());
  }

  /** The latest minutes; without any where nobody wants to be told of them. */
  public Journal journal() {
    return journal;
  }

  /** Which of the counters these are that the source has had in the zone. */
  public Version version() {
    return new Version(windows, shownTo);
  }

  /**
   * The same for what is shown: up to the second before the first window that brought a series which is
   * held, for where nothing is held all is shown, however long ago anybody said so.
   */
  public Version shown() {
    long held = heldSince().stream().mapToLong(end -> end).min().orElse(watermark + 1);
    return new Version(windows, held - 1);
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
  private long shownElsewhere(Totals others) {
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
   * @param writer must know these counters: what it shows is its copy, with the same window added
   */
  public Applied add(long resumed, Window window, Delta delta, Retention kept, Writer writer) {
    if (watermark == window.to()) {
      return new Applied(Applied.Outcome.ALREADY_ADDED, watermark, version());
    }
    if (watermark != resumed || !writer.knows(version())) {
      return new Applied(Applied.Outcome.OUT_OF_PLACE, watermark, version());
    }
    windows = windows.with(writer.id(), window.to());
    WindowAddition addition = new WindowAddition(families, journal);
    if (kept.journal().isPresent()) {
      addition.byMinutes(window, delta, kept);
    } else {
      addition.whole(window, delta, kept);
    }
    watermark = window.to();
    show(kept.shownTo());
    return new Applied(
        Applied.Outcome.ADDED,
        watermark,
        version(),
        addition.refused(),
        bytes(),
        addition.redirected());
  }

  /** The same where nobody else has a copy. */
  public Applied add(long resumed, Window window, Delta delta, Retention kept) {
    return add(resumed, window, delta, kept, new Writer(0, version()));
  }

  /** Shows what windows up to a second brought to a writer; empty if it does not know these counters. */
  public Optional<Boolean> show(long second, Writer writer) {
    return writer.knowsWindowsOf(windows) ? Optional.of(show(second)) : Optional.empty();
  }

  /**
   * What becomes of the counters of the two sides of a split: every series with the higher of its totals,
   * shown where either side has shown it. Neither is changed. Both have counted the same traffic, but may
   * have been told more or less of it, and in other windows.
   */
  public Totals joined(Totals others) {
    if (version().isAsFarAs(others.version())) {
      return this;
    }
    if (others.version().isAsFarAs(version())) {
      return others;
    }
    boolean lead = watermark >= others.watermark;
    Totals joined = (lead ? this : others).copy();
    joined.take(lead ? others : this);
    return joined;
  }

  private void take(Totals others) {
    if (!windows.holds(others.windows)) {
      others.families.forEach((name, theirs) -> {
        FamilyTotals ours = families.computeIfAbsent(name, none -> theirs.withoutSeries());
        ours.raise(theirs.as(ours.labels()));
      });
      windows = windows.and(others.windows);
    }
    show(Math.max(others.shownTo, shownElsewhere(others)));
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
