package io.github.cfexporter.verticle;

import io.vertx.core.Vertx;

/** The clock and the timers of every verticle, so that tests can let hours pass in seconds. */
public interface Time {
  /** Milliseconds since the epoch. */
  long millis();

  /**
   * Runs something once, on the context of the caller.
   *
   * @return what {@link #cancel} takes
   */
  long after(long delayMillis, Runnable task);

  void cancel(long timer);

  default long seconds() {
    return Math.floorDiv(millis(), 1000);
  }

  /** The machine's clock and Vert.x's timers. */
  static Time of(Vertx vertx) {
    return new Time() {
      @Override
      public long millis() {
        return System.currentTimeMillis();
      }

      @Override
      public long after(long delayMillis, Runnable task) {
        return vertx.setTimer(Math.max(1, delayMillis), id -> task.run());
      }

      @Override
      public void cancel(long timer) {
        vertx.cancelTimer(timer);
      }
    };
  }
}
