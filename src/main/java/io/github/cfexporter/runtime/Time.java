package io.github.cfexporter.runtime;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The clock, the timers and the chance of every verticle, so that tests can let hours pass in seconds. */
public interface Time {
  /** Milliseconds since the epoch, by a clock that may be wrong and may be set anew. */
  long millis();

  /** Milliseconds since some moment, by a clock that only ever goes on. */
  default long steadyMillis() {
    return millis();
  }

  /**
   * Runs something once, on the context of the caller.
   *
   * @return what {@link #cancel} takes
   */
  long after(long delayMillis, Runnable task);

  void cancel(long timer);

  /** Completes when so many milliseconds have passed, on the context of the caller. */
  default Future<Void> passing(long millis) {
    Promise<Void> passed = Promise.promise();
    after(millis, passed::complete);
    return passed.future();
  }

  /** Chance, from 0 to 1, that keeps those apart who would otherwise act at the same instant. */
  default double jitter() {
    return ThreadLocalRandom.current().nextDouble();
  }

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
      public long steadyMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
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
