package io.github.cfexporter.config;

import java.util.Optional;

/**
 * Something that others rewrite at any moment, in any number of steps: a new value counts only when
 * it has stood unchanged for a while, so that a file caught half-written is passed over.
 */
public final class StableValue<T> {
  /** Milliseconds; leaves room for the two seconds in which a change must act. */
  static final long STANDING = 1_000;

  private T reported;
  private T candidate;
  private long candidateSince;

  /** Starts with a value that is known already. */
  public StableValue(T known) {
    this.reported = known;
    this.candidate = known;
  }

  /** Takes in what is there now; answers it once, when it is new and has stood still. */
  public Optional<T> look(T seen, long nowMillis) {
    if (!seen.equals(candidate)) {
      candidate = seen;
      candidateSince = nowMillis;
    }
    if (candidate.equals(reported) || nowMillis - candidateSince < STANDING) {
      return Optional.empty();
    }
    reported = candidate;
    return Optional.of(candidate);
  }

  /** Takes what is there now for settled, because somebody says so; answers it. */
  public T takeAtOnce(T seen) {
    candidate = seen;
    reported = seen;
    return seen;
  }
}
