package io.github.cfexporter.cluster.store;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that the database is away, and once that it is back. */
final class Outage {
  private static final Logger logger = LoggerFactory.getLogger(Outage.class);

  private final AtomicBoolean lasting = new AtomicBoolean();

  void failed(Exception cause) {
    if (lasting.compareAndSet(false, true)) {
      logger.warn(
          "the database cannot be used; counting goes on in memory and is stored when it is back:"
              + " cause=\"{}\"",
          cause.getMessage());
    }
  }

  void succeeded() {
    if (lasting.compareAndSet(true, false)) {
      logger.info("the database can be used again");
    }
  }

  boolean isLasting() {
    return lasting.get();
  }
}
