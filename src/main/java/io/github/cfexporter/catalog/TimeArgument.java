package io.github.cfexporter.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The field of a dataset's filter that windows go by. Every dataset has some of them: those without
 * {@link #DATETIME} know their rows by a coarser time only, and windows are whole multiples of it.
 */
public enum TimeArgument {
  DATETIME("datetime", 1),
  MINUTE("datetimeMinute", 60),
  FIVE_MINUTES("datetimeFiveMinutes", 300),
  HOUR("datetimeHour", 3_600),
  DATE("date", 86_400);

  private static final int DATE_LENGTH = "2026-01-01".length();

  private final String field;
  private final Duration granularity;

  TimeArgument(String field, long seconds) {
    this.field = field;
    this.granularity = Duration.ofSeconds(seconds);
  }

  /** Its name in Cloudflare's schema, to which operators and directions are appended. */
  public String field() {
    return field;
  }

  /** How long the time is that one value of it stands for. */
  public Duration granularity() {
    return granularity;
  }

  /** Whether its values tell at least in which minute a row happened. */
  boolean tellsMinutes() {
    return granularity.toSeconds() <= Duration.ofMinutes(1).toSeconds();
  }

  /**
   * The instant as the filter takes it: RFC 3339, or the day alone.
   *
   * @param second since the epoch, a multiple of the granularity
   */
  public String text(long second) {
    String instant = Instant.ofEpochSecond(second).toString();
    return this == DATE ? instant.substring(0, DATE_LENGTH) : instant;
  }

  public static Optional<TimeArgument> named(String field) {
    return Arrays.stream(values())
        .filter(argument -> argument.field.equals(field))
        .findFirst();
  }

  public static List<String> fields() {
    return Arrays.stream(values()).map(TimeArgument::field).toList();
  }
}
