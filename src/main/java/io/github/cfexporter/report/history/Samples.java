package io.github.cfexporter.report.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A figure over the last hour, one sample every {@link #STEP_SECONDS}. Safe for use by several threads. */
public final class Samples {
  public static final int STEP_SECONDS = 30;
  private static final int MOST = 3_600 / STEP_SECONDS;

  private final Deque<Long> samples = new ArrayDeque<>();

  synchronized void add(long value) {
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(value);
  }

  /** The oldest first; -1 where there was nothing to measure. */
  public synchronized List<Long> values() {
    return List.copyOf(samples);
  }
}
