package io.github.cfexporter.remote;

import java.util.OptionalLong;

/**
 * How long to leave a receiver alone after failures in a row. Pure arithmetic, in milliseconds.
 */
final class BackOff {
  private static final long SHORTEST = 1_000;
  private static final long LONGEST = 60_000;

  /** A receiver may want more than that, but not for ever. */
  private static final long LONGEST_WANTED = 3_600_000;

  private int failures;

  void succeeded() {
    failures = 0;
  }

  /**
   * The pause after one more failure.
   *
   * @param wanted by the receiver
   * @param jitter chance from 0 to 1
   */
  long failed(OptionalLong wanted, double jitter) {
    long pause = Math.min(LONGEST, SHORTEST << Math.min(failures, 16));
    failures++;
    long ours = pause / 2 + (long) (pause / 2.0 * jitter);
    return Math.max(ours, Math.min(LONGEST_WANTED, wanted.orElse(0)));
  }
}
