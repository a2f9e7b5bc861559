package io.github.cfexporter.cluster;

import io.github.cfexporter.cluster.store.PermitsTable;
import io.github.cfexporter.limiter.Departure;
import io.github.cfexporter.limiter.History;
import io.github.cfexporter.limiter.Limiter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers for the limiter what it let out, so that neither a restart nor a successor exceeds the
 * budget: a permit is recorded before the call may leave.
 */
public final class PermitLog {
  private static final Logger logger = LoggerFactory.getLogger(PermitLog.class);

  private final Vertx vertx;
  private final Optional<PermitsTable> table;

  PermitLog(Vertx vertx, Optional<PermitsTable> table) {
    this.vertx = vertx;
    this.table = table;
  }

  /** What was let out before, by whomever. */
  public Future<History> recall() {
    return vertx.executeBlocking(
        () -> new History(table.isPresent() ? table.get().all() : List.of(), List.of()));
  }

  /**
   * Completes when a crash can no longer take the record back. Without its database the exporter
   * goes on; then only memory knows.
   *
   * @param now milliseconds since the epoch
   */
  public Future<Void> record(List<Departure> departures, long now) {
    if (table.isEmpty()) {
      return Future.succeededFuture();
    }
    return vertx
        .<Void>executeBlocking(() -> {
          table.get().add(departures, now - 2 * Limiter.PERIOD_MILLIS);
          return null;
        })
        .recover(cause -> {
          logger.debug("permits could not be recorded", cause);
          return Future.succeededFuture();
        });
  }
}
