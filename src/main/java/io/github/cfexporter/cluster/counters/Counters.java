package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.Writer;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The counters of the whole cluster. Answers come back on the context of the caller. */
public final class Counters {
  private final Operations operations;
  private final IMap<SourceZone, Totals> map;
  private final Optional<UnstoredWindows> unstored;
  private final SeriesMemory held;
  private final LongSupplier elsewhere;
  private final Predicate<SourceZone> isHere;
  private final long writer;
  private final List<Consumer<SourceZone>> listeners = new CopyOnWriteArrayList<>();

  /**
   * Counters of the cluster as this node sees them.
   *
   * @param unstored absent if there is no database
   * @param elsewhere bytes of heap that series take here which other nodes collect
   * @param isHere whether the map keeps a key on this node
   * @param writer a number of its own for this process, see {@link Writer#id}
   */
  public Counters(
      Operations operations,
      IMap<SourceZone, Totals> map,
      Optional<UnstoredWindows> unstored,
      SeriesMemory held,
      LongSupplier elsewhere,
      Predicate<SourceZone> isHere,
      long writer) {
    this.operations = operations;
    this.map = map;
    this.unstored = unstored;
    this.held = held;
    this.elsewhere = elsewhere;
    this.isHere = isHere;
    this.writer = writer;
  }

  /** Who adds windows here, see {@link Writer#id}. */
  public long writer() {
    return writer;
  }

  /**
   * Most series of one family in one zone for the windows of this moment: fewer than configured when
   * the heap is short.
   */
  public int mostSeries(int configured) {
    return held.mostSeries(configured, elsewhere);
  }

  /**
   * Adds a window, if it continues from the watermark. Completes when a crash of this node can no
   * longer take it back: when the database has it, as long as there is one that answers.
   *
   * @param resumed the watermark that the window was chosen from, in seconds since the epoch
   * @param known the counters that are shown here
   */
  public Future<Applied> apply(
      SourceZone key, long resumed, Window window, Delta delta, Retention kept, Version known) {
    ApplyWindow adding = new ApplyWindow(resumed, window, delta, kept, new Writer(writer, known));
    long reserved = held.adding(delta);
    return operations.here(
        unstored.isPresent()
            ? addedAndStored(key, adding, reserved, unstored.get())
            : added(key, adding, reserved));
  }

  private CompletionStage<Applied> added(SourceZone key, ApplyWindow adding, long reserved) {
    return map.<Applied>submitToKey(
            key, adding.kept().journal().isPresent() ? new ApplyMinutes(adding) : adding)
        .whenComplete((applied, failure) -> held.added(key, reserved, applied));
  }

  private CompletionStage<Applied> addedAndStored(
      SourceZone key, ApplyWindow adding, long reserved, UnstoredWindows waiting) {
    UnstoredWindows.Waiting stored = waiting.expect(key, adding.watermark());
    return added(key, adding, reserved)
        .thenCompose(applied -> applied.outcome() == Applied.Outcome.ADDED
            ? stored.told().thenApply(done -> applied)
            : CompletableFuture.completedFuture(applied)) // nothing has changed
        .whenComplete((applied, failure) -> waiting.forget(key, stored));
  }

  /**
   * Notes that series are no longer held at zero. Completes when a crash of this node can no longer take
   * the note back, as {@link #apply} does. Fails when the map keeps the key on another node, or does by
   * the time the note is there: whoever collects there may have read the counters before, and holds the
   * series still. Fails as well when the counters are not those that are shown here. Then nothing may be
   * shown.
   *
   * @param to those of windows that end up to this second since the epoch
   * @param known the counters that are shown here
   */
  public Future<Void> show(SourceZone key, long to, Version known) {
    if (!isHere.test(key)) {
      return keptElsewhere(key);
    }
    ShowSeries showing = new ShowSeries(to, new Writer(writer, known));
    return operations
        .here(
            unstored.isPresent()
                ? shownAndStored(key, showing, unstored.get())
                : map.submitToKey(key, showing))
        .compose(told -> {
          if (told == ShowSeries.UNKNOWN) {
            return Future.failedFuture(
                new IllegalStateException("they are about to be read again: " + key));
          }
          return isHere.test(key) ? Future.succeededFuture() : keptElsewhere(key);
        });
  }

  private static Future<Void> keptElsewhere(SourceZone key) {
    return Future.failedFuture(
        new IllegalStateException("another node keeps the counters now: account=" + key.account()));
  }

  /**
   * Whom to tell, on a thread of Hazelcast's, of which counters the other side of a split knew what this
   * side did not: what is shown of them must be read again.
   */
  public void onJoined(Consumer<SourceZone> listener) {
    listeners.add(listener);
  }

  /** These counters are now what both sides of a split have counted. */
  public void joined(SourceZone key) {
    listeners.forEach(listener -> listener.accept(key));
  }

  private CompletionStage<Long> shownAndStored(
      SourceZone key, ShowSeries showing, UnstoredWindows waiting) {
    UnstoredWindows.Waiting stored = waiting.expectShown(key, showing.shownTo());
    return map.<Long>submitToKey(key, showing)
        .thenCompose(watermark -> watermark >= 0
            ? stored.told().thenApply(done -> watermark)
            : CompletableFuture.completedFuture(watermark)) // nothing has changed
        .whenComplete((watermark, failure) -> waiting.forget(key, stored));
  }

  /** A copy of the totals, if the key was ever counted. */
  public Future<Optional<Totals>> load(SourceZone key) {
    ReadTotals reading = ReadTotals.asked();
    return operations
        .here(isHere.test(key) ? map.submitToKey(key, reading) : map.getAsync(key))
        .map(reading::read)
        .onSuccess(loaded -> loaded.ifPresent(totals -> held.holds(key, totals)));
  }

  /** This node no longer shows a query kind of an account, but keeps its counters for another. */
  public void released(String account, String kind) {
    held.gone(account, kind);
  }

  /** Forgets families that are no longer exported; the watermark and the other families stay. */
  public Future<Void> drop(SourceZone key, Set<String> families) {
    return operations.here(map.submitToKey(key, new DropFamilies(families))).mapEmpty();
  }

  /** Forgets the totals, as of a zone that is gone. */
  public Future<Void> remove(SourceZone key) {
    held.gone(key);
    return operations.here(map.removeAsync(key)).mapEmpty();
  }
}
