package io.github.cfexporter.runtime;

import io.github.cfexporter.exposition.Format;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A value that is computed again when somebody asks and the last one is a second old. Prometheus
 * scrapes every few seconds at most, so it never notices; a flood of scrapes costs one computation
 * a second. Thread-safe.
 */
public final class Recent<T> implements Supplier<T> {
  public static final long MILLIS = 1_000;

  private final LongSupplier clockMillis;
  private final Supplier<T> source;
  private T value;
  private long computedAt;

  public Recent(LongSupplier clockMillis, Supplier<T> source) {
    this.clockMillis = clockMillis;
    this.source = source;
  }

  /** The same for what differs between the formats of a scrape. */
  public static <T> Function<Format, T> byFormat(
      LongSupplier clockMillis, Function<Format, T> source) {
    Map<Format, Recent<T>> recent = new EnumMap<>(Format.class);
    for (Format format : Format.values()) {
      recent.put(format, new Recent<>(clockMillis, () -> source.apply(format)));
    }
    return format -> recent.get(format).get();
  }

  @Override
  public synchronized T get() {
    long now = clockMillis.getAsLong();
    if (value == null || now - computedAt >= MILLIS || now < computedAt) {
      value = source.get();
      computedAt = now;
    }
    return value;
  }
}
