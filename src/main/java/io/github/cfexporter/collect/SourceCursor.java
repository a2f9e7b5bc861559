package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.version.Version;
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

  private final SourceZone sourceZone;

  /** By node; whoever reads an answer asks for them, beside this thread. */
  private final Map<String, KnownKeys> keys = new ConcurrentHashMap<>();

  private final RefusedNodes refusedNodes = new RefusedNodes();
  private final LearntLimits learnt = new LearntLimits();
  private Optional<Long> watermark = Optional.empty();
  private Version known = Version.startingAt(0);
  private boolean stale;
  private Optional<Long> quietSince = Optional.empty();
  private long gaugesEnd = Long.MAX_VALUE;
  private boolean inFlight;
  private boolean counted;
  private boolean disabled;
  private long postponedUntil;
  private int damagedTries;
  private boolean gaveUp;

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

  /** What answers have taught about how much may be asked for. */
  LearntLimits learnt() {
    return learnt;
  }

  /**
   * Notes that the answer for a window was damaged; returns whether to try again, with a narrow window
   * so that no more than the damaged part can be lost. Where the window before was given up for the
   * same reason, so is this one: what stays damaged must not hold up what comes after it.
   *
   * @param usual seconds of a window while nothing is late
   */
  boolean triesDamagedAgain(Window window, long usual) {
    learnt.narrowTo(usual);
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
}
