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

  private static final int KEPT = 1_024;

  private final String field;
  private final long seconds;

  /** Texts written lately, at the second's remainder: most rows are of the same few minutes. */
  private final Text[] texts = new Text[KEPT];

  private record Text(long floor, String text) {}

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
    long floor = floor(second);
    int place = (int) Math.floorMod(floor / seconds, (long) KEPT);
    Text known = texts[place];
    if (known == null || known.floor() != floor) {
      known = new Text(floor, written(floor));
      texts[place] = known;
    }
    return known.text();
  }

  private String written(long floor) {
    String instant = Instant.ofEpochSecond(floor).toString();
    return this == DATE ? instant.substring(0, "2026-01-01".length()) : instant;
  }
}
