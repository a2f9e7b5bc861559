package io.github.cfexporter.cloudflare;

import io.github.cfexporter.cloudflare.CloudflareException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Why Cloudflare did not give the data, in terms of what can be done about it. */
public sealed interface Refusal {
  /** The word that the exporter's own error counter uses. */
  default Code code() {
    return Code.GRAPHQL_ERROR;
  }

  /** Zones or accounts that the message names. */
  default List<String> tags() {
    return List.of();
  }

  /** A refusal that may be about one zone or account, whose tag the message then has. */
  sealed interface Scoped extends Refusal {
    Optional<String> scopeTag();

    @Override
    default List<String> tags() {
      return scopeTag().stream().toList();
    }
  }

  /** The zone or account may not use the dataset; leave the dataset out for it. */
  record PathRefused(Optional<String> scopeTag) implements Scoped {
    @Override
    public Code code() {
      return Code.GRAPHQL_FIELD_ACCESS;
    }
  }

  /**
   * The zone or account may not use one field of the dataset.
   *
   * @param field in lower case, as Cloudflare writes it
   */
  record FieldRefused(Optional<String> scopeTag, String field) implements Scoped {
    @Override
    public Code code() {
      return Code.GRAPHQL_FIELD_ACCESS;
    }
  }

  /** The window is wider than {@code max}, where that is told; ask for a narrower one. */
  record RangeTooWide(Optional<String> scopeTag, Optional<Duration> max) implements Scoped {}

  /** The window begins further back than {@code max}; what is older is lost. */
  record TooOld(Optional<String> scopeTag, Optional<Duration> max) implements Scoped {}

  /** A node selects more than {@code max} leaves. */
  record TooManyFields(int max) implements Refusal {}

  /** A node's limit is above {@code max} rows. */
  record LimitTooHigh(int max) implements Refusal {}

  /** Zones times nodes are too many for one document; waiting does not help, splitting does. */
  record TooManyNodes() implements Refusal {}

  /** The query costs too much; ask for a narrower window or for less. */
  record ExcessiveResources() implements Refusal {}

  /** The token may not read analytics of these zones. */
  record ZonesNotAuthorized(List<String> zones) implements Refusal {
    public ZonesNotAuthorized {
      zones = List.copyOf(zones);
    }

    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }

    @Override
    public List<String> tags() {
      return zones;
    }
  }

  /** The token may not read analytics of the account. */
  record AccountNotAuthorized() implements Refusal {
    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /**
   * Too many calls. Without a tag the token has used up its budget; with one, only that account or
   * zone has.
   *
   * @param pause no call of that scope before this has passed
   */
  record RateLimited(Optional<String> scopeTag, Duration pause) implements Scoped {
    @Override
    public Code code() {
      return Code.API_RATE_LIMITED;
    }
  }

  /** Code 10502: banned for a while after repeated calls with a bad token. */
  record AuthBanned(Duration pause) implements Refusal {
    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /** The token is wrong, expired, or lacks a permission. */
  record AuthFailed() implements Refusal {
    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /** The resource is for tokens of users; an account-owned token knows its account otherwise. */
  record NotForAccountTokens() implements Refusal {
    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /** Cloudflare cannot at the moment: 5xx, no connection. Try again, not before {@code pause}. */
  record Temporary(Duration pause) implements Refusal {
    @Override
    public Code code() {
      return Code.API_UNAVAILABLE;
    }
  }

  /** No answer in time. Try again. */
  record TimedOut() implements Refusal {
    @Override
    public Code code() {
      return Code.API_TIMEOUT;
    }
  }

  /** The question is not valid against Cloudflare's schema; asking again cannot help. */
  record Schema() implements Refusal {}

  /** The answer is not what the API promises: not JSON, broken off, or contradicting itself. */
  record Unreadable() implements Refusal {
    @Override
    public Code code() {
      return Code.UNKNOWN;
    }
  }

  /** A refusal whose words are not known here. */
  record Unexplained(Code code) implements Refusal {}
}
