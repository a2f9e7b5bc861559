package io.github.cfexporter.counting.version;

import io.github.cfexporter.counting.Totals;

/**
 * Which counters these are, of those that one source in one zone has had: on the sides of a split network
 * they are different ones.
 *
 * @param windows which are in them
 * @param shownTo the second since the epoch up to which windows have brought series that are shown with
 *     their value, see {@link Totals#shownTo}
 */
public record Version(VersionVector windows, long shownTo) {
  /** Of counters that nobody has added to since this second since the epoch. */
  public static Version startingAt(long second) {
    return new Version(VersionVector.upTo(second), 0);
  }

  /** The same, but more of their series are shown. */
  public Version showing(long second) {
    return new Version(windows, Math.max(shownTo, second));
  }

  /** Whether no series can be lower in these counters than in the others, or missing. */
  public boolean isAsFarAs(Version others) {
    return windows.holds(others.windows) && shownTo >= others.shownTo;
  }
}
