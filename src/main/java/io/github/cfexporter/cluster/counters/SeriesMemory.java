package io.github.cfexporter.cluster.counters;

import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.series.HeapRoom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What the series of this process take of its heap, by estimate, and the cap that follows from it.
 * Safe for use by several threads.
 */
public final class SeriesMemory {
  private final HeapRoom room;
  private final IntSupplier storedCap;
  private final Map<SourceZone, Long> bytes = new ConcurrentHashMap<>();
  private final AtomicLong total = new AtomicLong();

  /**
   * Nothing is held yet.
   *
   * @param storedCap most series of a family in a zone that are read from the database
   */
  public SeriesMemory(HeapRoom room, IntSupplier storedCap) {
    this.room = room;
    this.storedCap = storedCap;
  }

  /** That of a process whose heap may grow to its maximum. */
  public static SeriesMemory ofProcess(IntSupplier storedCap) {
    return new SeriesMemory(HeapRoom.of(Runtime.getRuntime().maxMemory()), storedCap);
  }

  /** How much is held, in bytes. */
  long bytes() {
    return total.get();
  }

  /** @param elsewhere bytes that series of other nodes take here */
  int mostSeries(int configured, LongSupplier elsewhere) {
    return room.mostSeries(configured, bytes() + elsewhere.getAsLong());
  }

  /** The operator's cap for totals that are read from the database; may block. */
  int storedCap() {
    return storedCap.getAsInt();
  }

  /** The cap for the totals that are read from the database next. */
  int mostSeriesStored(int configured) {
    return room.mostSeriesStored(configured, bytes());
  }

  /** Totals have been read. */
  void holds(SourceZone key, Totals totals) {
    set(key, totals.bytes());
  }

  /** A window is about to be added, whose series may all be new; answers what {@link #added} wants. */
  long adding(Delta delta) {
    long most =
        delta.counters().stream().mapToLong(family -> family.series().bytes()).sum();
    total.addAndGet(most);
    return most;
  }

  /** What was added is known, or nothing was. */
  void added(SourceZone key, long reserved, Applied applied) {
    total.addAndGet(-reserved);
    if (applied != null && applied.outcome() == Applied.Outcome.ADDED) {
      set(key, applied.bytes());
    }
  }

  void gone(SourceZone key) {
    set(key, 0);
  }

  /** Another node shows the account from now on. */
  void gone(String account, String kind) {
    bytes.keySet().stream()
        .filter(key -> key.account().equals(account) && key.kind().equals(kind))
        .forEach(this::gone);
  }

  private void set(SourceZone key, long now) {
    bytes.compute(key, (same, before) -> {
      total.addAndGet(now - (before == null ? 0 : before));
      return now == 0 ? null : Long.valueOf(now);
    });
  }
}
