package io.github.cfexporter.counting.series;

/** Receives the series of a {@link SeriesTable}. */
@FunctionalInterface
public interface SeriesVisitor {
  /**
   * Takes one series of the table.
   *
   * @param movedAt when the total last grew, in seconds since the epoch
   */
  void series(String key, long total, int movedAt);
}
