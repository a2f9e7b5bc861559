package io.github.cfexporter.credentials;

import io.github.cfexporter.cloudflare.rest.TokenStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one credential as a whole.
 *
 * @param credential its id
 * @param expires empty when it never does, or that is not known
 * @param owner id of the account that owns the token; empty for a user's token or key
 */
public record TokenState(
    String credential, Status status, Optional<Instant> expires, String owner) {
  /** Before its end a token is told of: early enough for a person to make another one. */
  public static final Duration SOON = Duration.ofDays(14);

  /** Whether it is of any use. */
  public enum Status {
    /** Cloudflare calls it valid, or lets it read. */
    ACTIVE,
    DISABLED,
    EXPIRED,
    /** Cloudflare does not know it, or lets nobody in with it from here. */
    REJECTED,
    /** Cloudflare could not be asked yet. */
    UNKNOWN
  }

  public static TokenState unknown(String credential) {
    return new TokenState(credential, Status.UNKNOWN, Optional.empty(), "");
  }

  static TokenState verified(String credential, TokenStatus told, String owner) {
    Status status = switch (told.status()) {
      case "disabled" -> Status.DISABLED;
      case "expired" -> Status.EXPIRED;
      default -> Status.ACTIVE; // a newer word is no reason to stop
    };
    return new TokenState(credential, status, told.expires(), owner);
  }

  TokenState rejected() {
    return new TokenState(credential, Status.REJECTED, expires, owner);
  }

  TokenState active() {
    return new TokenState(credential, Status.ACTIVE, expires, owner);
  }

  /** Whether asking with it can work. */
  public boolean isValid() {
    return status == Status.ACTIVE || status == Status.UNKNOWN;
  }

  /** What an operator has to do about it; empty when there is nothing to do. */
  public Optional<String> problem() {
    String token = "token " + credential;
    return switch (status) {
      case ACTIVE, UNKNOWN -> Optional.empty();
      case DISABLED -> Optional.of(token + " is disabled: enable it or give another one");
      case EXPIRED ->
        Optional.of(token + " has expired" + expires.map(at -> " on " + at).orElse("")
            + ": give another one");
      case REJECTED ->
        Optional.of(token + " is rejected by Cloudflare: it is wrong, was deleted, or may not be"
            + " used from this address");
    };
  }
}
