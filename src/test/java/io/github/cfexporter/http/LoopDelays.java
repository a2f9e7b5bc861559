package io.github.cfexporter.http;

import io.vertx.core.Vertx;
import java.util.Arrays;

/** How late the timers of one event loop fire: the time that a request would wait for its turn. */
final class LoopDelays {
  private static final long PERIOD_MILLIS = 2;

  private final long[] delays = new long[200_000];
  private int count;
  private long due;

  /** Begins to measure the event loop of the caller's context. */
  void watch(Vertx vertx) {
    due = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
    vertx.setTimer(PERIOD_MILLIS, fired -> {
      note(System.nanoTime() - due);
      watch(vertx);
    });
  }

  /** The delay in milliseconds that 99 of 100 were below; begins anew. */
  synchronized double takeP99() {
    long[] sorted = Arrays.copyOf(delays, count);
    Arrays.sort(sorted);
    double p99 = count == 0 ? 0 : sorted[count * 99 / 100] / 1e6;
    count = 0;
    return p99;
  }

  private synchronized void note(long nanos) {
    if (count < delays.length) {
      delays[count++] = Math.max(0, nanos);
    }
  }
}
