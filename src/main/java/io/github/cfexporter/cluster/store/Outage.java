package io.github.cfexporter.cluster.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the database is away, and once that it is back. While it does not answer at all, only
 * one caller at a time may wait for it, and not at once again; the others are told without waiting.
 */
final class Outage {
  private static final Logger logger = LoggerFactory.getLogger(Outage.class);

  /** Between two tries. */
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** One that refuses does so at once. */
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private boolean lasting;
  private boolean silent;
  private boolean trying;
  private long triedAt;

  /** @param nanos a clock that never steps, in nanoseconds */
  Outage(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Asks whether to wait for the database; whoever may has to say how it ended.
   *
   * @return when it began, on the clock
   * @throws SQLException at once while it does not answer and another try is under way or just was
   */
  synchronized long begin() throws SQLException {
    long now = nanos.getAsLong();
    if (silent && (trying || now - triedAt < PAUSE_NANOS)) {
      throw new SQLTransientConnectionException("the database does not answer", "08006");
    }
    trying = silent;
    return now;
  }

  /** Another file takes the place of the one that took long to fail: what was silent is no more. */
  synchronized void replaced() {
    silent = false;
  }

  /** @param began what {@link #begin} answered: what took long to fail was not answered */
  synchronized void failed(Exception cause, long began) {
    triedAt = nanos.getAsLong();
    silent = triedAt - began >= SILENCE_NANOS;
    trying = false;
    if (!lasting) {
      logger.warn(
          "the database cannot be used; counting goes on in memory and is stored when it is back:"
              + " cause=\"{}\"",
          cause.getMessage());
    }
    lasting = true;
  }

  synchronized void succeeded() {
    if (lasting) {
      logger.info("the database can be used again");
    }
    lasting = false;
    silent = false;
    trying = false;
  }

  synchronized boolean isLasting() {
    return lasting;
  }
}
