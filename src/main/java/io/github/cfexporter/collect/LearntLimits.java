package io.github.cfexporter.collect;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Window;
import java.time.Duration;
import java.util.Optional;

/** What answers and refusals have taught about how much may be asked for of one source in one zone. */
final class LearntLimits {
  private static final long UNBOUNDED = Long.MAX_VALUE / 4;

  /** Rows that Cloudflare gives at most, https://developers.cloudflare.com/analytics/graphql-api/limits/. */
  private static final int LARGEST_PAGE = 10_000;

  private long cap = UNBOUNDED;
  private Optional<Duration> maxDuration = Optional.empty();
  private Optional<Duration> notOlderThan = Optional.empty();
  private Optional<Integer> maxPageSize = Optional.empty();

  /** Widest window to ask for, in seconds. */
  long cap() {
    return cap;
  }

  /** A window was too much, by rows or by cost: the next one is half as wide. */
  void narrow(Window window, long granularity) {
    cap = Math.max(granularity, window.seconds() / 2);
  }

  /** A window fitted: the next one may be twice as wide. */
  void widen() {
    cap = Math.min(UNBOUNDED, cap * 2);
  }

  /** The next window has at most so many seconds. */
  void narrowTo(long seconds) {
    cap = seconds;
  }

  /** What settings and refusals together say. */
  DatasetLimits limits(DatasetLimits told) {
    return new DatasetLimits(
        told.enabled(),
        told.availableFields(),
        min(told.maxDuration(), maxDuration),
        min(told.notOlderThan(), notOlderThan),
        Math.min(told.maxPageSize(), maxPageSize.orElse(Integer.MAX_VALUE)),
        told.maxNumberOfFields());
  }

  /**
   * Learns from a refusal; answers whether asking again at once makes sense, because the next
   * question will be a smaller one.
   */
  boolean learn(Refusal refusal, Window window, long granularity) {
    if (refusal instanceof Refusal.RangeTooWide wide) {
      Duration half = Duration.ofSeconds(Math.max(granularity, window.seconds() / 2));
      maxDuration = Optional.of(wide.max().orElse(half));
      return window.seconds() > maxDuration.get().toSeconds();
    } else if (refusal instanceof Refusal.TooOld old && old.max().isPresent()) {
      boolean smaller = notOlderThan.isEmpty() || !notOlderThan.equals(old.max());
      notOlderThan = old.max();
      return smaller;
    } else if (refusal instanceof Refusal.LimitTooHigh limit) {
      boolean smaller = maxPageSize.isEmpty() || limit.max() < maxPageSize.get();
      maxPageSize = Optional.of(limit.max());
      return smaller;
    } else if (isTooMuch(refusal) && window.seconds() > granularity) {
      narrow(window, granularity);
      return true;
    } else if (refusal instanceof Refusal.TooLarge) {
      int rows = maxPageSize.orElse(LARGEST_PAGE);
      maxPageSize = Optional.of(Math.max(1, rows / 2)); // what is missing then is told as truncated
      return rows > 1;
    }
    return false;
  }

  private static boolean isTooMuch(Refusal refusal) {
    return refusal instanceof Refusal.ExcessiveResources || refusal instanceof Refusal.TooLarge;
  }

  private static Duration min(Duration told, Optional<Duration> learnt) {
    return learnt.filter(duration -> duration.compareTo(told) < 0).orElse(told);
  }
}
