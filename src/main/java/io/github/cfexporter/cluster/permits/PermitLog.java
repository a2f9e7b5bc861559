package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.IMap;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.store.PermitsTable;
import io.github.cfexporter.cluster.wire.Operations;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Limiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for the limiter what it let out, so that neither a restart nor a successor exceeds the
 * budget: a permit is on record, in the other nodes' memory and in the database, before it is used.
 */
public final class PermitLog {
  /** The work of the limiter, for {@link Ownership}. */
  public static final String LIMITER = "limiter";

  private static final Logger logger = LoggerFactory.getLogger(PermitLog.class);

  /** A database that is slow to answer must not hold calls up for longer. */
  private static final long PATIENCE_SECONDS = 2;

  private final Vertx vertx;
  private final Operations operations;
  private final IMap<String, LimiterState> map;
  private final Optional<PermitsTable> table;

  /** What a limiter begins with. */
  public record Term(long number, History history, BudgetShares budgetShares) {}

  public PermitLog(
      Vertx vertx,
      Operations operations,
      IMap<String, LimiterState> map,
      Optional<PermitsTable> table) {
    this.vertx = vertx;
    this.operations = operations;
    this.map = map;
    this.table = table;
  }

  /** Ends the term of the limiter before, and tells what was let out by then. */
  public Future<Term> takeOver() {
    return operations
        .here(map.submitToKey(LIMITER, new LimiterProcessors.BeginTerm()))
        .compose(state -> state.history().departures().isEmpty()
            ? stored().map(history -> new Term(state.term(), history, state.budgetShares()))
            : Future.succeededFuture(
                new Term(state.term(), state.history(), state.budgetShares())));
  }

  /**
   * Completes when a crash can no longer take the record back; false if the limiter has moved, so
   * that the permits must not be used. Without its database the exporter goes on, and then only
   * memory knows.
   *
   * @param now milliseconds since the epoch
   */
  public Future<Boolean> record(long term, History history, long now) {
    return operations
        .here(map.submitToKey(LIMITER, new LimiterProcessors.RecordPermits(term, history, now)))
        .compose(current ->
            current ? store(history.departures(), now).map(true) : Future.succeededFuture(false));
  }

  /**
   * Notes which nodes are in sight, and answers who shares the budgets; empty if the limiter has moved.
   *
   * @param now milliseconds since the epoch
   */
  public Future<Optional<BudgetShares>> agreeOnShares(
      long term, Set<BudgetShares.Holder> inSight, long now) {
    return operations
        .here(map.submitToKey(LIMITER, new LimiterProcessors.AgreeOnShares(term, inSight, now)))
        .map(state -> Optional.ofNullable(state).map(LimiterState::budgetShares));
  }

  /**
   * Says that a node uses no permit any more, so that the others have its share at once. By then the
   * node's Vert.x is closed, and none of its contexts would tell the outcome.
   */
  public CompletionStage<Void> leaveShares(BudgetShares.Holder holder, long now) {
    return map.submitToKey(LIMITER, new LimiterProcessors.LeaveShares(holder, now));
  }

  private Future<History> stored() {
    return vertx.executeBlocking(
        () -> new History(table.isPresent() ? table.get().all() : List.of(), List.of()));
  }

  private Future<Void> store(List<GrantedPermit> departures, long now) {
    if (table.isEmpty()) {
      return Future.succeededFuture();
    }
    CompletableFuture<Void> written = vertx
        .<Void>executeBlocking(
            () -> {
              table.get().add(departures, now - 2 * Limiter.PERIOD_MILLIS);
              return null;
            },
            false) // one that the database does not answer holds up no other
        .recover(cause -> {
          logger.debug("permits could not be stored", cause);
          return Future.succeededFuture();
        })
        .toCompletionStage()
        .toCompletableFuture();
    return operations.here(written.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS));
  }
}
