package io.github.cfexporter.limiter;

/**
 * The instants of the last departures, oldest first, in a ring. It holds every departure of the last
 * period, however many, so that a budget may be lowered and raised again without forgetting any.
 *
 * <p>A departure counts for a whole period, both ends included: of {@code permits} allowed, the next
 * one waits until the {@code permits}-th last is more than a period old.
 */
final class SlidingLog {
  private final long period;
  private long[] ring = new long[16];
  private int first;
  private int size;

  /** @param period in milliseconds */
  SlidingLog(long period) {
    this.period = period;
  }

  /** Adds a departure; none may be newer than {@code now}. */
  void add(long now) {
    if (size == ring.length) {
      grow();
    }
    ring[(first + size) % ring.length] = now;
    size++;
  }

  /** Drops what has left the period. */
  void forget(long now) {
    while (size > 0 && now - at(0) > period) {
      first = (first + 1) % ring.length;
      size--;
    }
  }

  /**
   * Takes departures that lie in the future as happening now. They do after the clock has stepped
   * back: nobody knows their age then, and zero is the careful guess.
   */
  void clamp(long now) {
    for (int i = size - 1; i >= 0 && at(i) > now; i--) {
      ring[(first + i) % ring.length] = now;
    }
  }

  void clear() {
    size = 0;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many may leave now. Call {@link #forget} first. */
  int left(int permits) {
    return Math.max(0, permits - size);
  }

  /**
   * When the next may leave; {@code now} at the earliest, and without any permits not for a period.
   * Call {@link #forget} first.
   */
  long opensAt(int permits, long now) {
    if (permits == 0) {
      return now + period;
    }
    return size < permits ? now : at(size - permits) + period + 1;
  }

  private long at(int index) {
    return ring[(first + index) % ring.length];
  }

  private void grow() {
    long[] wider = new long[ring.length * 2];
    for (int i = 0; i < size; i++) {
      wider[i] = at(i);
    }
    ring = wider;
    first = 0;
  }
}
