package io.github.cfexporter.simulator;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The {@code Date} header of every answer: whole seconds, cut off, as RFC 9110 section 6.6.1 has it.
 * Tests let it be wrong, as something on the way may make it.
 */
public final class Dates {
  private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
          "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
      .withZone(ZoneOffset.UTC);

  private final AtomicLong skewMillis = new AtomicLong();
  private final AtomicLong skewOfNext = new AtomicLong();

  /** From now on, answers say that it is so much later than it is; earlier if negative. */
  public void skew(long millis) {
    skewMillis.set(millis);
  }

  /** The same for the next answer alone. */
  public void skewNext(long millis) {
    skewOfNext.set(millis);
  }

  Map<String, String> header(long nowMillis) {
    long told = nowMillis + skewMillis.get() + skewOfNext.getAndSet(0);
    return Map.of("date", FORMAT.format(Instant.ofEpochMilli(told)));
  }
}
