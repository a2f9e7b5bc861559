package io.github.cfexporter.backfill;

import io.github.cfexporter.runtime.Time;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongConsumer;

/** Time that passes only while somebody waits, and at once then; for one thread. */
final class PassingTime implements Time {
  private static final long STEP = 1_000;

  private final LongConsumer meanwhile;
  private final Queue<Timer> timers = new PriorityQueue<>();
  private long now;
  private boolean passing;

  private record Timer(long at, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      return Long.compare(at, other.at);
    }
  }

  PassingTime(long now) {
    this(now, at -> {});
  }

  /** @param meanwhile is told every second that passes */
  PassingTime(long now, LongConsumer meanwhile) {
    this.now = now;
    this.meanwhile = meanwhile;
  }

  @Override
  public long millis() {
    return now;
  }

  /** What a task waits for in its turn comes when the task has ended. */
  @Override
  public long after(long delayMillis, Runnable task) {
    timers.add(new Timer(now + delayMillis, task));
    if (!passing) {
      passing = true;
      while (!timers.isEmpty()) {
        Timer next = timers.remove();
        passTo(next.at());
        next.task().run();
      }
      passing = false;
    }
    return 0;
  }

  private void passTo(long end) {
    while (now < end) {
      now = Math.min(end, Math.floorDiv(now, STEP) * STEP + STEP);
      if (now % STEP == 0) {
        meanwhile.accept(now);
      }
    }
  }

  @Override
  public void cancel(long timer) {
    throw new UnsupportedOperationException("what is waited for has happened");
  }
}
