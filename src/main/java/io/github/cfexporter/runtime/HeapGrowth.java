package io.github.cfexporter.runtime;

/**
 * Whether the heap has grown so far beyond what lives in it that a full collection, after which Java
 * gives memory back, is worth its pause. Left alone, Java collects when the heap is full, so what a
 * burst has taken, as the first windows of all zones or the work after an outage, stays taken where
 * garbage comes slowly. Pure arithmetic.
 */
final class HeapGrowth {
  /** So little is not worth a pause, whatever lives in it: bytes. */
  static final long SMALL = 32L << 20;

  /** Each pause is as long as so much lives; one look, once a minute, is passed for each such part. */
  static final long BYTES_A_LOOK = 64L << 20;

  private long live;
  private long keptAfter;
  private int looksToWait;

  /**
   * Says whether to collect now.
   *
   * @param committed bytes that the heap has of the system
   */
  boolean isWorthACollection(long committed) {
    if (looksToWait > 0) {
      looksToWait--;
      return false;
    }
    return committed > 2 * live + SMALL && committed > keptAfter + SMALL / 2;
  }

  /**
   * Takes what a collection has left.
   *
   * @param used bytes that live
   * @param committed bytes that the heap still has: more than it needs, where its least size was given
   */
  void collected(long used, long committed) {
    live = used;
    keptAfter = committed;
    looksToWait = (int) (used / BYTES_A_LOOK);
  }
}
