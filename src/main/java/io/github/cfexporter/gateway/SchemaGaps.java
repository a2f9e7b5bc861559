package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the API's schema was found to lack: a dataset, or something that one source asks of it. That
 * is so for every zone, so that nobody else need ask; about once an hour one question finds out
 * whether it still is.
 *
 * <p>All instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class SchemaGaps {
  static final long ASKED_AGAIN_MILLIS = 3_600_000;

  /** How long the one question that finds out may take before another one does. */
  static final long TRIAL_MILLIS = 300_000;

  private final Map<String, Gap> gaps = new HashMap<>();

  private record Gap(CloudflareException cause, long retryAt) {}

  /**
   * Notes that something is missing.
   *
   * @param what names it, such as {@code zone dataset=…}
   * @return whether it is news
   */
  public boolean found(String what, CloudflareException cause, long now) {
    return gaps.put(what, new Gap(cause, now + ASKED_AGAIN_MILLIS)) == null;
  }

  /** Why something cannot be asked for; empty if it can, be it as the trial of the hour. */
  public Optional<CloudflareException> cause(String what, long now) {
    Gap gap = gaps.get(what);
    if (gap == null) {
      return Optional.empty();
    }
    if (now >= gap.retryAt() || now < gap.retryAt() - ASKED_AGAIN_MILLIS) {
      gaps.put(what, new Gap(gap.cause(), now + TRIAL_MILLIS));
      return Optional.empty();
    }
    return Optional.of(gap.cause());
  }

  /** Notes that something was answered; answers whether it had been missing. */
  public boolean closed(String what) {
    return gaps.remove(what) != null;
  }
}
