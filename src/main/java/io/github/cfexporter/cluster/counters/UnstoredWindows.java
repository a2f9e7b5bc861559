package io.github.cfexporter.cluster.counters;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Windows that are in the counters of the cluster but not yet in its database. Nobody shows them
 * before they are there: a crash would take them back, and Prometheus would take the lower value for
 * a counter that began anew.
 */
public final class UnstoredWindows {
  /** Another node may be the one that stores it; that nobody tells us must not hold us up. */
  private static final long PATIENCE_SECONDS = 5;

  private final BooleanSupplier away;
  private final Map<SourceZone, Set<Waiting>> waiting = new ConcurrentHashMap<>();

  /** One window or showing, told apart from others that end at the same second. */
  static final class Waiting {
    private final long watermark;
    private final long shownTo;
    private final CompletableFuture<Void> told = new CompletableFuture<>();

    private Waiting(long watermark, long shownTo) {
      this.watermark = watermark;
      this.shownTo = shownTo;
    }

    /**
     * Completes when the database has what is waited for, or cannot take it, or nothing was heard for
     * some seconds.
     */
    CompletableFuture<Void> told() {
      return told.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  public UnstoredWindows() {
    this(() -> false);
  }

  /** @param away whether the database cannot be used, so that there is nothing to wait for */
  public UnstoredWindows(BooleanSupplier away) {
    this.away = away;
  }

  /**
   * Begins to wait; to be {@link #forget forgotten} in any case.
   *
   * @param watermark seconds since the epoch
   */
  Waiting expect(SourceZone key, long watermark) {
    return expect(key, new Waiting(watermark, Long.MIN_VALUE));
  }

  /**
   * Begins to wait for the note that series are shown; to be {@link #forget forgotten} in any case.
   *
   * @param shownTo see {@link ShowSeries}
   */
  Waiting expectShown(SourceZone key, long shownTo) {
    return expect(key, new Waiting(Long.MIN_VALUE, shownTo));
  }

  private Waiting expect(SourceZone key, Waiting one) {
    if (away.getAsBoolean()) {
      one.told.complete(null);
      return one;
    }
    waiting.compute(key, (same, others) -> {
      Set<Waiting> all = others == null ? ConcurrentHashMap.newKeySet() : others;
      all.add(one);
      return all;
    });
    return one;
  }

  void forget(SourceZone key, Waiting one) {
    waiting.computeIfPresent(key, (same, all) -> {
      all.remove(one);
      return all.isEmpty() ? null : all;
    });
  }

  /** Counters are in the database as they were with this watermark, and shown up to that second. */
  void stored(SourceZone key, long watermark, long shownTo) {
    for (Waiting one : waiting.getOrDefault(key, Set.of())) {
      if (one.watermark <= watermark && one.shownTo <= shownTo) {
        one.told.complete(null);
      }
    }
  }

  /** The database is away; the exporter goes on without it. */
  void failed(Collection<SourceZone> keys) {
    keys.forEach(key -> stored(key, Long.MAX_VALUE, Long.MAX_VALUE));
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }
}
