package io.github.cfexporter.http.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A token bucket over all requests: some may come at once, then one in each interval. Not safe for
 * several threads.
 */
public final class RequestRate {
  private final LongSupplier millis;

  /** When all tokens are back. */
  private long fullAt;

  /** @param millis a clock that never goes back */
  public RequestRate(LongSupplier millis) {
    this.millis = millis;
    this.fullAt = millis.getAsLong();
  }

  /** Takes a token, if one is there. */
  public boolean allows(Duration interval, int burst) {
    long now = millis.getAsLong();
    long full = Math.max(fullAt, now);
    if (full - now > (burst - 1) * interval.toMillis()) {
      return false;
    }
    fullAt = full + interval.toMillis();
    return true;
  }
}
