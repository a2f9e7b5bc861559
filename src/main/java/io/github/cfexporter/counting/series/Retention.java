package io.github.cfexporter.counting.series;

/**
 * Which series a window leaves in the counters. Decided once for a window and handed to every copy of
 * the counters, so that all of them keep the same.
 *
 * @param idleBefore series that last grew before this second since the epoch are forgotten
 * @param mostSeries most series of one family in one zone; amounts of new ones beyond it are counted
 *     under {@link Overflow#OTHER}
 * @param shownTo series that a window brought which ends up to this second since the epoch are shown
 *     with their value; those of later ones are held at zero
 */
public record Retention(long idleBefore, int mostSeries, long shownTo) {
  /** Everything stays, however much it is, and is shown at once. */
  public static final Retention ALL = new Retention(0, Integer.MAX_VALUE);

  /** What is new is shown at once. */
  public Retention(long idleBefore, int mostSeries) {
    this(idleBefore, mostSeries, Long.MAX_VALUE);
  }

  public Retention {
    if (mostSeries < 1) {
      throw new IllegalArgumentException("mostSeries must be 1 or more: " + mostSeries);
    }
  }
}
