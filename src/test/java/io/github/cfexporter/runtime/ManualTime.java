package io.github.cfexporter.runtime;

import java.util.Map;
import java.util.TreeMap;

/** A clock that a test moves. No two timers may be due at the same time. */
public final class ManualTime implements Time {
  private final TreeMap<Long, Runnable> timers = new TreeMap<>();
  private long now;

  @Override
  public long millis() {
    return now;
  }

  @Override
  public long after(long delayMillis, Runnable task) {
    timers.put(now + delayMillis, task);
    return now + delayMillis;
  }

  @Override
  public void cancel(long timer) {
    timers.remove(timer);
  }

  /** Lets time pass, and everything happen that is due until then. */
  public void advanceTo(long to) {
    while (!timers.isEmpty() && timers.firstKey() <= to) {
      Map.Entry<Long, Runnable> next = timers.pollFirstEntry();
      now = next.getKey();
      next.getValue().run();
    }
    now = to;
  }

  /** Whether no timer is left. */
  public boolean isIdle() {
    return timers.isEmpty();
  }
}
