package io.github.cfexporter.collect;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Version;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where one source stands for one zone, and what Cloudflare has taught about asking for it. */
final class SourceCursor {
  /** How often a window is fetched of which the answer is damaged. */
  private static final int MOST_TRIES = 3;

  /** A source that gave no row for so long, in seconds, is idle. */
  private static final long QUIET_DAY = 86_400;

  private static final long UNBOUNDED = Long.MAX_VALUE / 4;

  /** Rows that Cloudflare gives at most, https://developers.cloudflare.com/analytics/graphql-api/limits/. */
  private static final int LARGEST_PAGE = 10_000;

  private final SourceZone sourceZone;

  /** By node; whoever reads an answer asks for them, beside this thread. */
  private final Map<String, KnownKeys> keys = new ConcurrentHashMap<>();

  private final RefusedNodes refusedNodes = new RefusedNodes();
  private Optional<Long> watermark = Optional.empty();
  private Version known = Version.startingAt(0);
  private boolean stale;
  private Optional<Long> quietSince = Optional.empty();
  private long gaugesEnd = Long.MAX_VALUE;
  private boolean inFlight;
  private boolean counted;
  private boolean disabled;
  private long cap = UNBOUNDED;
  private long postponedUntil;
  private int damagedTries;
  private boolean gaveUp;
  private Optional<Duration> maxDuration = Optional.empty();
  private Optional<Duration> notOlderThan = Optional.empty();
  private Optional<Integer> maxPageSize = Optional.empty();

  SourceCursor(SourceZone sourceZone) {
    this.sourceZone = sourceZone;
  }

  SourceZone sourceZone() {
    return sourceZone;
  }

  /** Series keys of earlier windows of one node of the source. */
  KnownKeys keys(String node) {
    return keys.computeIfAbsent(node, n -> new KnownKeys());
  }

  /** The counters had no room for some of them. */
  void forgetKeys() {
    keys.values().forEach(KnownKeys::forget);
  }

  /** The source and the zone, as progress is told. */
  String name() {
    return sourceZone.source() + "/" + sourceZone.zone();
  }

  /** End of the last window added, in seconds since the epoch; empty before it was looked up. */
  Optional<Long> watermark() {
    return watermark;
  }

  /** The counters as they are shown, or will be in a moment. */
  Version known() {
    return known;
  }

  /**
   * A window was added, or the counters were looked up.
   *
   * @param seconds the watermark, since the epoch
   */
  void moveTo(long seconds, Version counters) {
    watermark = Optional.of(seconds);
    known = counters;
  }

  /** Series of windows up to a second since the epoch are about to be shown with their value. */
  void showing(long second) {
    known = known.showing(second);
  }

  /** Others have changed the counters: they are to be looked up before they are asked for again. */
  void lookUpAgain() {
    stale = true;
  }

  /** The counters are on their way. */
  void lookingUp() {
    stale = false;
  }

  boolean needsLookUp() {
    return stale || watermark.isEmpty();
  }

  /** Takes over when the source last counted something, in seconds since the epoch. */
  void lastMoved(long seconds) {
    quietSince = Optional.of(seconds);
  }

  /** Takes note of how many rows a window had. */
  void hadRows(Window window, int rows) {
    if (rows > 0) {
      quietSince = Optional.of(window.to());
    } else if (quietSince.isEmpty()) {
      quietSince = Optional.of(window.from());
    }
  }

  /** Whether there was no row for a day of the time that was asked for. */
  boolean isIdle() {
    return watermark
        .flatMap(end -> quietSince.filter(since -> end - since >= QUIET_DAY))
        .isPresent();
  }

  /** Its gauges are shown until then, in seconds since the epoch. */
  void showGauges(long until) {
    gaugesEnd = until;
  }

  /** Whether gauges are shown that are too old by now; they are told once. */
  boolean endGauges(long nowSeconds) {
    boolean ends = nowSeconds > gaugesEnd;
    gaugesEnd = ends ? Long.MAX_VALUE : gaugesEnd;
    return ends;
  }

  /** Whether this node has had a window of it. */
  boolean hasCounted() {
    return counted;
  }

  /** Whether it is not to be asked for: not part of the plan, or refused. */
  boolean isDisabled() {
    return disabled;
  }

  /** It is not to be asked for until it is enabled. */
  void disable() {
    disabled = true;
  }

  void enable() {
    disabled = false;
  }

  void counted() {
    counted = true;
  }

  boolean isInFlight() {
    return inFlight;
  }

  void beginRequest() {
    inFlight = true;
  }

  void endRequest() {
    inFlight = false;
  }

  /** Nodes of the source that are not asked for. */
  RefusedNodes refusedNodes() {
    return refusedNodes;
  }

  /** It is wanted and lags, but is not asked for until then. */
  void postpone(long untilSeconds) {
    postponedUntil = untilSeconds;
  }

  boolean isPostponed(long nowSeconds) {
    return nowSeconds < postponedUntil;
  }

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

  /**
   * Notes that the answer for a window was damaged; returns whether to try again, with a narrow window
   * so that no more than the damaged part can be lost. Where the window before was given up for the
   * same reason, so is this one: what stays damaged must not hold up what comes after it.
   *
   * @param usual seconds of a window while nothing is late
   */
  boolean triesDamagedAgain(Window window, long usual) {
    cap = usual;
    if (window.seconds() <= usual) {
      damagedTries++;
    }
    gaveUp |= damagedTries >= MOST_TRIES;
    return !gaveUp;
  }

  /** An answer of these nodes was sound. */
  void sound(Set<String> nodes) {
    damagedTries = 0;
    gaveUp = false;
    refusedNodes.sound(nodes);
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
