package io.github.cfexporter.counting.series;

import java.util.Optional;

/**
 * Which series a window leaves in the counters. Decided once for a window and handed to every copy of
 * the counters, so that all of them keep the same.
 *
 * @param idleBefore series that last grew before this second since the epoch are forgotten
 * @param mostSeries most series of one family in one zone; amounts of new ones beyond it are counted
 *     under {@link Overflow#OTHER}
 * @param journal how the journal of minutes is kept; empty if none is
 */
public record Retention(long idleBefore, int mostSeries, Optional<JournalTerms> journal) {
  /** Everything stays, however much it is. */
  public static final Retention ALL = new Retention(0, Integer.MAX_VALUE);

  /** Without a journal. */
  public Retention(long idleBefore, int mostSeries) {
    this(idleBefore, mostSeries, Optional.empty());
  }

  /** The same, but no series is forgotten. */
  public Retention withoutForgetting() {
    return new Retention(0, mostSeries, journal);
  }

  /** The same with a journal. */
  public Retention with(JournalTerms terms) {
    return new Retention(idleBefore, mostSeries, Optional.of(terms));
  }

  public Retention {
    if (mostSeries < 1) {
      throw new IllegalArgumentException("mostSeries must be 1 or more: " + mostSeries);
    }
  }
}
