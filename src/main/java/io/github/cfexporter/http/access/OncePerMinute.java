package io.github.cfexporter.http.access;

import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Lets one log line a minute through of what strangers can cause as often as they like. */
public final class OncePerMinute {
  private static final long INTERVAL_MILLIS = 60_000;

  private final LongSupplier millis;
  private long quietUntil = Long.MIN_VALUE;
  private long since;

  /** @param millis a clock that never goes back */
  public OncePerMinute(LongSupplier millis) {
    this.millis = millis;
  }

  /** Notes that it happened; how often it did since the last line, if one is due. */
  public synchronized OptionalLong happened() {
    since++;
    long now = millis.getAsLong();
    if (now < quietUntil) {
      return OptionalLong.empty();
    }
    quietUntil = now + INTERVAL_MILLIS;
    long times = since;
    since = 0;
    return OptionalLong.of(times);
  }
}
