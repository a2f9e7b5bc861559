package io.github.cfexporter.cluster;

import com.hazelcast.map.IMap;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** The counters of the whole cluster. Answers come back on the context of the caller. */
public final class Counters {
  private final Vertx vertx;
  private final IMap<CounterKey, Totals> map;
  private final AtomicInteger pending = new AtomicInteger();

  Counters(Vertx vertx, IMap<CounterKey, Totals> map) {
    this.vertx = vertx;
    this.map = map;
  }

  /**
   * Adds a window, if it continues from the watermark.
   *
   * @param resumed the watermark that the window was chosen from, in seconds since the epoch
   * @param idleBefore series that last grew before this second are forgotten
   */
  public Future<Applied> apply(
      CounterKey key, long resumed, Window window, Delta delta, long idleBefore) {
    return here(map.submitToKey(key, new ApplyWindow(resumed, window, delta, idleBefore)));
  }

  /** A copy of the totals, if the key was ever counted. */
  public Future<Optional<Totals>> load(CounterKey key) {
    return here(map.getAsync(key)).map(Optional::ofNullable);
  }

  /** Forgets families that are no longer exported; the watermark and the other families stay. */
  public Future<Void> drop(CounterKey key, Set<String> families) {
    return here(map.submitToKey(key, new DropFamilies(families))).mapEmpty();
  }

  /** Forgets the totals, as of a zone that is gone. */
  public Future<Void> remove(CounterKey key) {
    return here(map.removeAsync(key)).mapEmpty();
  }

  /** Operations whose outcome the caller has not been told yet. */
  public int pending() {
    return pending.get();
  }

  private <T> Future<T> here(CompletionStage<T> stage) {
    pending.incrementAndGet();
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
        .onComplete(told -> pending.decrementAndGet());
  }
}
