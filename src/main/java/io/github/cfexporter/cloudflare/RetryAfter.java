package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * How long a server wants to be left alone, by the header {@code Retry-After}: seconds, or a date
 * that is read against the reply's own {@code Date}, because clocks differ.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
public final class RetryAfter {
  private static final int LONGEST_NUMBER = 12;

  /** As it is told, however long; empty if it is absent, unreadable, or a date without another one. */
  public static Optional<Duration> of(MultiMap headers) {
    return read(headers, date(headers.get("Date")));
  }

  /** The same for servers that need not tell their time: then ours is as good. */
  public static Optional<Duration> of(MultiMap headers, Instant now) {
    return read(headers, date(headers.get("Date")).or(() -> Optional.of(now)));
  }

  private static Optional<Duration> read(MultiMap headers, Optional<Instant> now) {
    String text = Optional.ofNullable(headers.get("Retry-After")).orElse("").strip();
    if (text.matches("[0-9]+")) {
      String digits = text.length() > LONGEST_NUMBER ? "9".repeat(LONGEST_NUMBER) : text;
      return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }
    return date(text)
        .flatMap(until -> now.map(then -> Duration.between(then, until)))
        .filter(wait -> !wait.isNegative());
  }

  /** A date as headers have it; empty for null and whatever else is none. */
  static Optional<Instant> date(String text) {
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException notADate) {
      return Optional.empty(); // as good as absent: the caller has a wait of its own
    }
  }

  private RetryAfter() {}
}
