package io.github.cfexporter.cluster;

import com.hazelcast.map.IMap;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The counters of the whole cluster. Answers come back on the context of the caller. */
public final class Counters {
  private final Operations operations;
  private final IMap<CounterKey, Totals> map;
  private final Optional<Unstored> unstored;

  /** @param unstored absent if there is no database */
  Counters(Operations operations, IMap<CounterKey, Totals> map, Optional<Unstored> unstored) {
    this.operations = operations;
    this.map = map;
    this.unstored = unstored;
  }

  /**
   * Adds a window, if it continues from the watermark. Completes when a crash of this node can no
   * longer take it back: when the database has it, as long as there is one that answers.
   *
   * @param resumed the watermark that the window was chosen from, in seconds since the epoch
   * @param idleBefore series that last grew before this second are forgotten
   */
  public Future<Applied> apply(
      CounterKey key, long resumed, Window window, Delta delta, long idleBefore) {
    ApplyWindow adding = new ApplyWindow(resumed, window, delta, idleBefore);
    return operations.here(
        unstored.isPresent()
            ? addedAndStored(key, adding, window.to(), unstored.get())
            : map.submitToKey(key, adding));
  }

  private CompletionStage<Applied> addedAndStored(
      CounterKey key, ApplyWindow adding, long watermark, Unstored waiting) {
    Unstored.Waiting stored = waiting.expect(key, watermark);
    return map.<Applied>submitToKey(key, adding)
        .thenCompose(applied -> applied.outcome() == Applied.Outcome.ADDED
            ? stored.told().thenApply(done -> applied)
            : CompletableFuture.completedFuture(applied)) // nothing has changed
        .whenComplete((applied, failure) -> waiting.forget(key, stored));
  }

  /** A copy of the totals, if the key was ever counted. */
  public Future<Optional<Totals>> load(CounterKey key) {
    return operations.here(map.getAsync(key)).map(Optional::ofNullable);
  }

  /** Forgets families that are no longer exported; the watermark and the other families stay. */
  public Future<Void> drop(CounterKey key, Set<String> families) {
    return operations.here(map.submitToKey(key, new DropFamilies(families))).mapEmpty();
  }

  /** Forgets the totals, as of a zone that is gone. */
  public Future<Void> remove(CounterKey key) {
    return operations.here(map.removeAsync(key)).mapEmpty();
  }
}
