package io.github.cfexporter.limiter;

/**
 * When to try again after failures: after a random time that may be twice as long with each failure
 * in a row ("full jitter"), so that many who failed together do not come back together.
 *
 * <p>All instants are milliseconds since the epoch, and chance is given from outside, from 0 to 1.
 * Not for use by several threads.
 */
public final class BackOff {
  private static final int MOST_DOUBLINGS = 20;

  private int failures;
  private long retryAt;

  /** What kind of failure to stay away from, and for how long, in milliseconds. */
  public enum Sort {
    /** Cloudflare cannot at the moment, or the network. */
    TROUBLE(1_000, 120_000, false),
    /** It will not: a token that is tried again and again gets banned. */
    FORBIDDEN(60_000, 900_000, true),
    /** Somebody is looked for among those who failed together; how many calls that takes is bounded. */
    SEARCH(1_000, 4_000, true),
    /** One thing fails by itself while others are answered. */
    STUBBORN(30_000, 240_000, true),
    /** A receiver of samples does not take them; they wait, and pile up with every minute. */
    RECEIVER(1_000, 60_000, true);

    private final long first;
    private final long longest;
    private final boolean never;

    /** @param never whether to come back before half of the time is never right */
    Sort(long first, long longest, boolean never) {
      this.first = first;
      this.longest = longest;
      this.never = never;
    }

    private long wait(int failures, double chance) {
      long ceiling = Math.min(longest, first << Math.min(failures - 1, MOST_DOUBLINGS));
      long floor = never ? ceiling / 2 : 0;
      return floor + (long) (chance * (ceiling - floor));
    }
  }

  /**
   * Notes a failure.
   *
   * @param pauseMillis how long to wait at least, because the server said so
   * @param chance from 0 to 1
   */
  public void failed(Sort sort, long pauseMillis, double chance, long now) {
    failures++;
    retryAt = now + Math.max(pauseMillis, sort.wait(failures, chance));
  }

  /** Notes another failure of the same round: what is waited for it is no longer than before. */
  public void failedAgain(Sort sort, long pauseMillis, double chance, long now) {
    failures = Math.max(0, failures - 1);
    failed(sort, pauseMillis, chance, now);
  }

  /** Another one that goes on from here. */
  public BackOff copy() {
    BackOff copy = new BackOff();
    copy.failures = failures;
    copy.retryAt = retryAt;
    return copy;
  }

  public void succeeded() {
    failures = 0;
  }

  /** Whether the latest try failed. */
  public boolean isFailing() {
    return failures > 0;
  }

  /** The earliest instant of the next try; of no meaning unless failing. */
  public long retryAt() {
    return retryAt;
  }
}
