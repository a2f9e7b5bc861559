package io.github.cfexporter.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** A long loop in many turns of the event loop, so that others get theirs in between. */
public final class Turns {
  /** Batches of zones that are gone through in one turn; some milliseconds. */
  static final int AT_A_TIME = 100;

  /**
   * Calls for each number from 0 on, at once if they are few. To be called on an event loop.
   *
   * @param count how many there are
   * @param ended whether to leave out the rest
   */
  public static Future<Void> each(int count, BooleanSupplier ended, IntConsumer work) {
    Promise<Void> end = Promise.promise();
    from(0, count, ended, work, end);
    return end.future();
  }

  private static void from(
      int first, int count, BooleanSupplier ended, IntConsumer work, Promise<Void> end) {
    int next = Math.min(count, first + AT_A_TIME);
    try {
      for (int i = first; i < next && !ended.getAsBoolean(); i++) {
        work.accept(i);
      }
    } catch (RuntimeException e) {
      end.fail(e);
      return;
    }
    Context context = Vertx.currentContext();
    if (next == count || ended.getAsBoolean()) {
      end.complete();
    } else {
      context.runOnContext(turn -> from(next, count, ended, work, end));
    }
  }

  private Turns() {}
}
