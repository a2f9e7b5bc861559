package io.github.cfexporter.simulator;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The time fields that datasets share, each a rounding of the event's second. */
enum TimeDimension {
  DATE("date", 86_400),
  DATETIME("datetime", 1),
  MINUTE("datetimeMinute", 60),
  FIVE_MINUTES("datetimeFiveMinutes", 300),
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

  private final String field;
  private final long seconds;

  TimeDimension(String field, long seconds) {
    this.field = field;
    this.seconds = seconds;
  }

  static Optional<TimeDimension> named(String field) {
    return Optional.ofNullable(BY_FIELD.get(field));
  }

  long seconds() {
    return seconds;
  }

  long floor(long second) {
    return Math.floorDiv(second, seconds) * seconds;
  }

  String text(long second) {
    String instant = Instant.ofEpochSecond(floor(second)).toString();
    return this == DATE ? instant.substring(0, "2026-01-01".length()) : instant;
  }
}
