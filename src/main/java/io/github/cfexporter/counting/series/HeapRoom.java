package io.github.cfexporter.counting.series;

/**
 * How many series of a family in a zone may begin as the heap fills up: all that are configured while
 * no more than half of the room is taken, fewer and fewer beyond that, and next to none when there is
 * none left. Pure arithmetic.
 *
 * @param bytes of heap that all series of the process may take, by {@link SeriesTable#bytes}
 */
public record HeapRoom(long bytes) {
  /** What the process lives on without any series: code's data, connections, answers being read. */
  private static final long QUIET_BYTES = 64L << 20;

  /**
   * Half of the heap beyond what is needed anyway; the other half is for what comes and goes with
   * series: the rows of the windows on their way, garbage, a copy that is being stored or sent.
   *
   * @param maxHeap most bytes that the heap may grow to
   */
  public static HeapRoom of(long maxHeap) {
    return new HeapRoom(Math.max(1, (maxHeap - QUIET_BYTES) / 2));
  }

  /**
   * The cap for windows that are added now.
   *
   * @param configured the operator's cap, 1 or more
   * @param held bytes that all series take now
   */
  public int mostSeries(int configured, long held) {
    double left = 2.0 * (bytes - held) / bytes;
    return left >= 1 ? configured : (int) Math.max(least(configured, held), configured * left);
  }

  /**
   * The cap for series that are read from the database. They were let in before, so they stay as long
   * as they fit.
   */
  public int mostSeriesStored(int configured, long held) {
    return held < bytes ? configured : least(configured, held);
  }

  /**
   * Where there is no room left, two: then amounts are still counted by the labels that strangers do
   * not choose, for which a quarter more is taken. One, when that is gone as well.
   */
  private int least(int configured, long held) {
    return held - bytes < bytes / 4 ? Math.min(2, configured) : 1;
  }
}
