package io.github.cfexporter.http;

import io.github.cfexporter.runtime.Time;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when a test says so, and in which nobody waits. */
public record Standstill(AtomicLong now) implements Time {
  @Override
  public long millis() {
    return now.get();
  }

  @Override
  public long after(long delayMillis, Runnable task) {
    throw new UnsupportedOperationException("nothing here waits");
  }

  @Override
  public void cancel(long timer) {
    throw new UnsupportedOperationException("nothing here waits");
  }
}
