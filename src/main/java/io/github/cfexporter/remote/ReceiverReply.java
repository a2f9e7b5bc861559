package io.github.cfexporter.remote;

import io.github.cfexporter.cloudflare.RetryAfter;
import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.Instant;

/**
 * What a receiver answered.
 *
 * @param text beginning of the body
 */
public record ReceiverReply(int status, MultiMap headers, String text) {
  /** The longest pause that is believed: a receiver may want to be left alone, but not for ever. */
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Characters of an answer that are worth a log line. */
  private static final int LONGEST_LINE = 300;

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

  /**
   * Whether nothing but a person can change it: wrong credentials, a wrong URL, or a URL that leads
   * elsewhere, where secrets do not follow.
   */
  boolean isForbidden() {
    return switch (status) {
      case 401, 403, 404, 405, 407 -> true;
      default -> status / 100 == 3;
    };
  }

  ReceiverReply withText(String other) {
    return new ReceiverReply(status, headers, other);
  }

  /** The text as one short line. */
  String line() {
    String line = text.replaceAll("[\\p{Cntrl}\"]+", " ").strip();
    return line.substring(0, Math.min(line.length(), LONGEST_LINE));
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
   * How long it wants to be left alone, in milliseconds; 0 where it does not say.
   *
   * @param now milliseconds since the epoch
   */
  long pauseMillis(long now) {
    return RetryAfter.of(headers, Instant.ofEpochMilli(now))
        .map(told -> told.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : told)
        .map(Duration::toMillis)
        .orElse(0L);
  }
}
