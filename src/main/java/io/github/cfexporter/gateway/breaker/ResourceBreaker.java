package io.github.cfexporter.gateway.breaker;

import io.github.cfexporter.limiter.BackOff;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whom the failures of one REST resource are about, such as the certificates of an account's zones. A
 * path that fails has a back-off of its own. Only when several zones have failed alike in a row is the
 * resource taken to fail for all: then one call at a time is let out, to zones first that have not
 * failed yet.
 *
 * <p>Instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class ResourceBreaker {
  /** So many zones in a row that fail alike are no accident. */
  static final int ALIKE = 3;

  /** For so long after a probe is due, only those may be it that have not failed: all zones come by. */
  static final long GRACE_MILLIS = 120_000;

  private final Map<String, BackOff> failing = new HashMap<>();
  private final Set<String> inARow = new LinkedHashSet<>();
  private final BackOff common = new BackOff();
  private String alike = "";
  private boolean probing;

  /** Whether the resource is taken to fail for all. */
  public boolean isOpen() {
    return common.isFailing();
  }

  /** Whether a call may leave now; if so, its outcome must be told. */
  public boolean admits(String path, long now) {
    BackOff own = failing.get(path);
    if (!isOpen()) {
      return own == null || now >= own.retryAt();
    }
    long from = common.retryAt() + (own == null ? 0 : GRACE_MILLIS);
    boolean may = !probing && now >= from;
    probing |= may;
    return may;
  }

  /**
   * A call failed.
   *
   * @param subject the zone, or whatever else the failure may be about
   * @param likeness what failures have in common that have one cause; empty for one that is surely
   *     about the subject alone
   */
  public void failed(String path, String subject, String likeness, Failure failure, long now) {
    failing
        .computeIfAbsent(path, p -> new BackOff())
        .failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
    if (!likeness.equals(alike)) {
      inARow.clear();
      alike = likeness;
    }
    inARow.add(subject);
    boolean wasProbe = probing;
    probing = false;
    if (likeness.isEmpty()) {
      common.succeeded(); // it was answered, if not with what was asked for
    } else if (isOpen() ? wasProbe : inARow.size() >= ALIKE) {
      common.failed(failure.sort(), failure.pauseMillis(), failure.chance(), now);
    }
  }

  /** A call was answered: whatever else fails does so by itself. */
  public void answered(String path) {
    failing.remove(path);
    inARow.clear();
    alike = "";
    probing = false;
    common.succeeded();
  }

  /** A call had to pause, or ended in a way that tells nothing. */
  public void unknown() {
    probing = false;
  }
}
