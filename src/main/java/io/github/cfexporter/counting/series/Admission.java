package io.github.cfexporter.counting.series;

import java.util.List;

/**
 * Decides which new series of a family in a zone become series of their own. What has become one
 * stays one; which are let in depends on nothing but the table, the order of the keys and the cap, so
 * that every copy of a table decides alike.
 */
final class Admission {
  private final SeriesTable table;
  private final Overflow overflow;
  private final int mostSeries;
  private final int roomOfOverflow;
  private int ordinary;
  private int overflowing;
  private int redirected;

  /**
   * Looks how much room there is.
   *
   * @param coming how many keys will be asked for at most
   */
  Admission(SeriesTable table, List<LabelForm> labels, int mostSeries, int coming) {
    this.table = table;
    this.overflow = new Overflow(labels);
    this.mostSeries = mostSeries;
    this.roomOfOverflow = Overflow.room(mostSeries);
    this.ordinary = table.size();
    if (table.size() > mostSeries - coming) {
      table.forEach((key, total, movedAt) -> overflowing += overflow.holds(key) ? 1 : 0);
      ordinary -= overflowing;
    }
  }

  /** Under which key the amount of a series is counted that the table does not hold. */
  String keyFor(String key) {
    boolean overflows = overflow.holds(key);
    if (!overflows && ordinary < mostSeries) {
      ordinary++;
      return key;
    }
    redirected += overflows ? 0 : 1;
    String coarse = overflows ? key : overflow.coarse(key);
    if (table.contains(coarse)) {
      return coarse;
    }
    if (overflowing < roomOfOverflow) {
      overflowing++;
      return coarse;
    }
    return overflow.coarsest();
  }

  /** How many keys were not let in. */
  int redirected() {
    return redirected;
  }
}
