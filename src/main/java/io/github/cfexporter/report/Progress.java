package io.github.cfexporter.report;

import io.github.cfexporter.report.findings.Audit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How far one query kind has come for one account. Safe for use by several threads. */
public final class Progress {
  private final Key key;
  private final Map<String, Long> watermarks = new ConcurrentHashMap<>();
  private final Map<String, Long> windows = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> series = new ConcurrentHashMap<>();
  private final LongAdder rows = new LongAdder();
  private final LongAdder truncated;
  private final LongAdder lostSeconds;
  private final LongAdder redirected;
  private final Map<String, Set<AccountReport.Capped>> capped = new ConcurrentHashMap<>();
  private final LongAdder refusedValues;
  private final LongAdder auditedSeconds;
  private final LongAdder late;
  private final Map<String, Audit> audits = new ConcurrentHashMap<>();
  private volatile boolean disabled;
  private volatile long lastSuccessMillis;
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /** Which account (by id) and which query kind. */
  public record Key(String account, String query) implements Comparable<Key> {
    private static final Comparator<Key> ORDER =
        Comparator.comparing(Key::account).thenComparing(Key::query);

    @Override
    public int compareTo(Key other) {
      return ORDER.compare(this, other);
    }
  }

  /** The counters are the caller's: they go on when what is known of the account is forgotten. */
  Progress(
      Key key,
      LongAdder truncated,
      LongAdder lostSeconds,
      LongAdder redirected,
      LongAdder refusedValues,
      LongAdder auditedSeconds,
      LongAdder late) {
    this.key = key;
    this.truncated = truncated;
    this.lostSeconds = lostSeconds;
    this.redirected = redirected;
    this.refusedValues = refusedValues;
    this.auditedSeconds = auditedSeconds;
    this.late = late;
  }

  public Key key() {
    return key;
  }

  /**
   * Notes where a source stands.
   *
   * @param source name of the source and the zone
   * @param seconds end of the last window added, since the epoch; for an idle source later by what it
   *     may wait, so that it does not count as late before its next window is overdue
   */
  public void watermark(String source, long seconds) {
    watermarks.put(source, seconds);
  }

  /**
   * A window was counted.
   *
   * @param source name of the source and the zone
   * @param seconds its width
   */
  public void window(String source, long seconds) {
    windows.put(source, seconds);
  }

  /** Width of the widest of the latest windows of all sources and zones, in seconds; 0 before the first. */
  long widestWindow() {
    return windows.values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /** The source no longer runs for the zone, so it neither lags nor fails. */
  public void stopped(String source) {
    watermarks.remove(source);
    windows.remove(source);
    failures.remove(source);
    capped.remove(source);
    audits.remove(source);
  }

  /**
   * Cloudflare was asked once more for time that was counted.
   *
   * @param source name of the source and the zone
   * @param counted what was counted
   * @param reported what Cloudflare tells of it now
   */
  public void audited(String source, long counted, long reported, long seconds) {
    audits.put(source, new Audit(counted, reported, seconds));
    auditedSeconds.add(seconds);
    late.add(Math.max(0, reported - counted));
  }

  /** The latest audits of all sources and zones together. */
  Audit audit() {
    return Audit.together(audits.values());
  }

  /** The latest window of a source had label sets for which there was no room. */
  public void capped(String source, AccountReport.Capped family, long labelSets) {
    capped.computeIfAbsent(source, t -> ConcurrentHashMap.newKeySet()).add(family);
    redirected.add(labelSets);
  }

  /** All that a source has counted found room. */
  public void uncapped(String source) {
    capped.remove(source);
  }

  /** Families of zones for which there is no room, in the order of their zones. */
  public List<AccountReport.Capped> capped() {
    return capped.values().stream()
        .flatMap(Set::stream)
        .sorted(Comparator.comparing(AccountReport.Capped::zone)
            .thenComparing(AccountReport.Capped::family))
        .toList();
  }

  /** Everything it collects is denied. */
  public void disable() {
    disabled = true;
    failures.clear();
    watermarks.clear();
    windows.clear();
    capped.clear();
    audits.clear();
  }

  public boolean isDisabled() {
    return disabled;
  }

  /**
   * Something was read.
   *
   * @param source name of the source and the zone, or of whatever else is asked for by itself
   */
  public void succeeded(String source, long millis, int rowsRead) {
    disabled = false;
    lastSuccessMillis = millis;
    failures.remove(source);
    rows.add(rowsRead);
  }

  /** One failed; that others are well says nothing about it. */
  public void failed(String source, String message) {
    disabled = false;
    failures.put(source, message);
  }

  public void truncated() {
    truncated.increment();
  }

  public void lost(long seconds) {
    lostSeconds.add(seconds);
  }

  /** Values came that no counter takes. */
  public void refused(int values) {
    refusedValues.add(values);
  }

  public void series(int batch, int count) {
    series.put(batch, count);
  }

  /**
   * The oldest watermark, in seconds since the epoch; empty before the first fetch. It may lie ahead
   * where all sources are idle.
   */
  public OptionalLong oldestWatermark() {
    return watermarks.values().stream().mapToLong(Long::longValue).min();
  }

  /** Milliseconds since the epoch; 0 before the first success. */
  public long lastSuccessMillis() {
    return lastSuccessMillis;
  }

  /** Why one that fails does; empty when none does. */
  public String lastError() {
    return failures.values().stream().findFirst().orElse("");
  }

  public long rows() {
    return rows.sum();
  }

  public int series() {
    return series.values().stream().mapToInt(Integer::intValue).sum();
  }
}
