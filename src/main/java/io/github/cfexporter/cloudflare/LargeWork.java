package io.github.cfexporter.cloudflare;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/**
 * Work that grows with what Cloudflare sends. A little of it is done at once; for much of it the event
 * loop would stand still for seconds, so a worker thread does it, and the outcome comes back to the
 * loop.
 */
public final class LargeWork {
  /** Items that an event loop goes through at a time; some milliseconds even for slow work. */
  public static final int MOST_ITEMS = 1_000;

  /**
   * Does it here where it is little, or where no event loop would be held up.
   *
   * @param items how many things are gone through
   * @param work touches nothing that the event loop changes meanwhile
   */
  public static <T> Future<T> on(int items, Callable<T> work) {
    Context context = Vertx.currentContext();
    if (items > MOST_ITEMS && context != null && Context.isOnEventLoopThread()) {
      return context.executeBlocking(work, false);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private LargeWork() {}
}
