package io.github.cfexporter.simulator.traffic;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The time fields that datasets share, each a rounding of the event's second. */
public enum TimeDimension {
  DATE("date", 86_400),
  DATETIME("datetime", 1),
  TEN_SECONDS("datetimeTenSeconds", 10),
  MINUTE("datetimeMinute", 60),
  SCHEDULED("scheduledDatetime", 60),
  FIVE_MINUTE("datetimeFiveMinute", 300),
  FIVE_MINUTES("datetimeFiveMinutes", 300),
  TEN_MINUTE("datetimeTenMinute", 600),
  FIFTEEN_MINUTES("datetimeFifteenMinutes", 900),
  HALF_OF_HOUR("datetimeHalfOfHour", 1_800),
  HOUR("datetimeHour", 3_600),
  SIX_HOURS("datetimeSixHours", 21_600),
  DAY("datetimeDay", 86_400);

  private static final Map<String, TimeDimension> BY_FIELD = new HashMap<>();

  static {
    for (TimeDimension dimension : values()) {
      BY_FIELD.put(dimension.field, dimension);
    }
  }

  private static final int MOST_TEXTS = 10_000;

  /** Texts written lately: most rows are of the same few minutes. */
  private static final Map<Instance, String> TEXTS = new ConcurrentHashMap<>();

  private final String field;
  private final long seconds;

  private record Instance(TimeDimension dimension, long floor) {}

  TimeDimension(String field, long seconds) {
    this.field = field;
    this.seconds = seconds;
  }

  public static Optional<TimeDimension> named(String field) {
    return Optional.ofNullable(BY_FIELD.get(field));
  }

  /** Whether a field, also one that only filters know, is one of them. */
  public static boolean isTime(String field) {
    return BY_FIELD.containsKey(field);
  }

  public long seconds() {
    return seconds;
  }

  public long floor(long second) {
    return Math.floorDiv(second, seconds) * seconds;
  }

  public String text(long second) {
    long floor = floor(second);
    Instance instance = new Instance(this, floor);
    String known = TEXTS.get(instance);
    if (known == null) {
      if (TEXTS.size() > MOST_TEXTS) {
        TEXTS.clear();
      }
      known = written(floor);
      TEXTS.put(instance, known);
    }
    return known;
  }

  private String written(long floor) {
    String instant = Instant.ofEpochSecond(floor).toString();
    return this == DATE ? instant.substring(0, "2026-01-01".length()) : instant;
  }
}
