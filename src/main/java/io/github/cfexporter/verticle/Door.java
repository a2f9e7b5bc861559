package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.limiter.BackOff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The state of one {@link Way}: open, or shut after a failure that every call on it would share. While
 * it is shut one probe at a time goes out, later and later; what else comes is kept until one succeeds.
 */
final class Door {
  private final BackOff backOff = new BackOff();
  private final List<Piece> held = new ArrayList<>();
  private Optional<CloudflareException> cause = Optional.empty();
  private boolean probing;
  private boolean planned;

  /** Whether calls must wait for a probe to succeed. */
  boolean isShut() {
    return backOff.isFailing();
  }

  /** Why it is shut. */
  CloudflareException cause() {
    return cause.orElseThrow(() -> new IllegalStateException("the door is open"));
  }

  void shut(CloudflareException failure, double chance, long now) {
    cause = Optional.of(failure);
    probing = false;
    backOff.failed(sort(failure), pause(failure), chance, now);
  }

  /** Opens the door; answers what was kept behind it. */
  List<Piece> open() {
    backOff.succeeded();
    cause = Optional.empty();
    probing = false;
    return release();
  }

  void hold(Collection<Piece> pieces) {
    held.addAll(pieces);
  }

  List<Piece> release() {
    List<Piece> released = List.copyOf(held);
    held.clear();
    return released;
  }

  /** Whether a call may go out as a probe now; only one is let out until its outcome is known. */
  boolean mayProbe(long now) {
    boolean may = isShut() && !probing && now >= backOff.retryAt();
    probing |= may;
    return may;
  }

  /** A probe that had nothing to ask. */
  void notProbed() {
    probing = false;
  }

  /** When to probe, if something waits for it and nobody has planned it; then it is planned. */
  Optional<Long> planProbe() {
    if (held.isEmpty() || probing || planned) {
      return Optional.empty();
    }
    planned = true;
    return Optional.of(backOff.retryAt());
  }

  void plannedProbeBegins() {
    planned = false;
  }

  /** Whether every other call on the same way would fail likewise. */
  static boolean isShutBy(CloudflareException failure) {
    Refusal refusal = failure.refusal();
    return refusal instanceof Refusal.Temporary
        || refusal instanceof Refusal.TimedOut
        || refusal instanceof Refusal.Unreadable
        || isForbidden(refusal);
  }

  private static boolean isForbidden(Refusal refusal) {
    return refusal instanceof Refusal.AuthFailed
        || refusal instanceof Refusal.AuthBanned
        || refusal instanceof Refusal.AccountNotAuthorized;
  }

  private static BackOff.Sort sort(CloudflareException failure) {
    return isForbidden(failure.refusal()) ? BackOff.Sort.FORBIDDEN : BackOff.Sort.TROUBLE;
  }

  private static long pause(CloudflareException failure) {
    if (failure.refusal() instanceof Refusal.Temporary temporary) {
      return temporary.pause().toMillis();
    } else if (failure.refusal() instanceof Refusal.AuthBanned banned) {
      return banned.pause().toMillis();
    }
    return 0;
  }
}
