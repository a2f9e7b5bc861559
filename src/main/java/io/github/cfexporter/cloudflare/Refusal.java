package io.github.cfexporter.cloudflare;

import io.github.cfexporter.cloudflare.CloudflareException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why Cloudflare did not give the data, in terms of what can be done about it.
 *
 * <p>The law: an answer may only cost what it is about. What a failure is about is found out by asking
 * for less, not by its words; words and a path can only make that quicker. Only what Cloudflare
 * documents as a missing entitlement may switch a source off, and only for what it names. Words that
 * are not known are never taken for that: they cost one try.
 */
public sealed interface Refusal {
  /** What a refusal is about, as far as it tells. */
  enum About {
    /** Parts of the document: asking for others, or for less, helps. */
    PARTS,
    /** The pace: waiting helps. */
    PACE,
    /** The credential: every call may meet the same, and calling again too often gets it banned. */
    CREDENTIAL,
    /** It does not say: asking for less will tell. */
    UNTOLD
  }

  /** What it is about; {@link About#UNTOLD} unless Cloudflare documents what it says. */
  default About about() {
    return About.PARTS;
  }

  /** Whether it is a documented statement that somebody may not use something. */
  default boolean isEntitlement() {
    return false;
  }

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

  /** A refusal that does not say what it is about. */
  sealed interface Untold extends Refusal {
    @Override
    default About about() {
      return About.UNTOLD;
    }
  }

  /** A refusal that is about the credential. */
  sealed interface OfCredential extends Refusal {
    @Override
    default About about() {
      return About.CREDENTIAL;
    }

    @Override
    default Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /** The zone or account may not use the dataset; leave the dataset out for it. */
  record PathRefused(Optional<String> scopeTag) implements Scoped {
    @Override
    public boolean isEntitlement() {
      return true;
    }

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
    public boolean isEntitlement() {
      return true;
    }

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
    @Override
    public boolean isEntitlement() {
      return true;
    }

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
  record AccountNotAuthorized() implements OfCredential {
    @Override
    public boolean isEntitlement() {
      return true;
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
    public About about() {
      return About.PACE;
    }

    @Override
    public Code code() {
      return Code.API_RATE_LIMITED;
    }
  }

  /** Code 10502: banned for a while after repeated calls with a bad token. */
  record AuthBanned(Duration pause) implements OfCredential {}

  /** The token is wrong, expired, or lacks a permission. */
  record AuthFailed() implements OfCredential {}

  /** The resource is for tokens of users; an account-owned token knows its account otherwise. */
  record NotForAccountTokens() implements Refusal {
    @Override
    public Code code() {
      return Code.API_AUTH_FAILED;
    }
  }

  /** Cloudflare cannot at the moment: 5xx, no connection. Try again, not before {@code pause}. */
  record Temporary(Duration pause) implements Untold {
    @Override
    public Code code() {
      return Code.API_UNAVAILABLE;
    }
  }

  /** No answer in time. Try again. */
  record TimedOut() implements Untold {
    @Override
    public Code code() {
      return Code.API_TIMEOUT;
    }
  }

  /** The question is not valid against Cloudflare's schema; asking again cannot help. */
  record Schema() implements Refusal {}

  /** The answer is not what the API promises: not JSON, broken off, or contradicting itself. */
  record Unreadable() implements Untold {
    @Override
    public Code code() {
      return Code.UNKNOWN;
    }
  }

  /** The answer is larger than this exporter takes; ask for less. It is no fault of Cloudflare's. */
  record TooLarge() implements Refusal {
    @Override
    public Code code() {
      return Code.UNKNOWN;
    }
  }

  /** Something on the way answered in place of the API: it redirects, or wants a login. */
  record Diverted() implements Untold {
    @Override
    public Code code() {
      return Code.API_UNAVAILABLE;
    }
  }

  /** A refusal whose words are not known here. */
  record Unexplained(Code code) implements Untold {}
}
