package io.github.cfexporter.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * So many calls in any five minutes; whoever asks for more is blocked for the next five minutes.
 * Times are milliseconds since the epoch and never go back.
 */
public final class Budget {
  static final long WINDOW_MILLIS = 300_000;

  private final int permits;
  private final Deque<Long> taken = new ArrayDeque<>();
  private long blockedUntil = Long.MIN_VALUE;

  Budget(int permits) {
    this.permits = permits;
  }

  /** Whether the call may be served. */
  public synchronized boolean take(long now) {
    forget(now);
    if (now < blockedUntil) {
      return false;
    }
    if (taken.size() >= permits) {
      blockedUntil = now + WINDOW_MILLIS;
      return false;
    }
    taken.addLast(now);
    return true;
  }

  synchronized int remaining(long now) {
    forget(now);
    return now < blockedUntil ? 0 : permits - taken.size();
  }

  /** Until the first of the calls is forgotten, or the block ends. */
  synchronized long secondsToReset(long now) {
    forget(now);
    long oldest = taken.isEmpty() ? now : taken.peekFirst() + WINDOW_MILLIS;
    return Math.max(0, (Math.max(oldest, blockedUntil) - now + 999) / 1000);
  }

  int permits() {
    return permits;
  }

  private void forget(long now) {
    while (!taken.isEmpty() && taken.peekFirst() <= now - WINDOW_MILLIS) {
      taken.removeFirst();
    }
  }
}
