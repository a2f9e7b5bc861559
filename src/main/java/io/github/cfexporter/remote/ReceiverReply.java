package io.github.cfexporter.remote;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a receiver answered.
 *
 * @param text beginning of the body
 */
public record ReceiverReply(int status, MultiMap headers, String text) {
  private static final int LONGEST_SECONDS = 9;

  /** How a reply is to be taken. */
  enum Meaning {
    WRITTEN,
    /** The other version of the protocol may do. */
    OTHER_PROTOCOL,
    /** Something in it will never be taken. */
    REFUSED,
    /** The same request may be taken later. */
    LATER
  }

  /** Whether nothing but a person can change it. */
  boolean isForbidden() {
    return status == 401 || status == 403 || status == 404;
  }

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /**
   * How to take it. What says that this sender may not come in, or that nobody is there, is tried
   * again: a person mends it, and the samples wait.
   */
  Meaning meaning(Protocol protocol) {
    if (isSuccess()) {
      boolean told = headers.contains(Protocol.WRITTEN);
      return protocol == Protocol.V1 || told ? Meaning.WRITTEN : Meaning.OTHER_PROTOCOL;
    }
    return switch (status) {
      case 415 -> Meaning.OTHER_PROTOCOL;
      case 401, 403, 404, 405, 407, 408, 425, 429 -> Meaning.LATER;
      default -> status / 100 == 4 ? Meaning.REFUSED : Meaning.LATER;
    };
  }

  /**
   * How long it wants to be left alone, in milliseconds, by {@code Retry-After}: seconds or a date.
   * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
   *
   * @param now milliseconds since the epoch
   */
  OptionalLong retryAfterMillis(long now) {
    Optional<String> text = Optional.ofNullable(headers.get("Retry-After")).map(String::strip);
    if (text.isEmpty() || text.get().isEmpty()) {
      return OptionalLong.empty();
    }
    if (text.get().chars().allMatch(c -> c >= '0' && c <= '9')) {
      return text.get().length() > LONGEST_SECONDS
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(text.get()) * 1000);
    }
    try {
      Instant at = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.get()));
      return OptionalLong.of(Math.max(0, at.toEpochMilli() - now));
    } catch (DateTimeException unreadable) {
      return OptionalLong.empty();
    }
  }
}
