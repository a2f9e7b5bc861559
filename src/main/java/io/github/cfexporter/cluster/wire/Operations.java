package io.github.cfexporter.cluster.wire;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** Brings answers of the cluster back to the context of the caller, and knows how many are awaited. */
public final class Operations {
  private final Vertx vertx;
  private final AtomicInteger pending = new AtomicInteger();

  public Operations(Vertx vertx) {
    this.vertx = vertx;
  }

  public <T> Future<T> here(CompletionStage<T> stage) {
    pending.incrementAndGet();
    return Future.fromCompletionStage(stage, vertx.getOrCreateContext())
        .onComplete(told -> pending.decrementAndGet());
  }

  public int pending() {
    return pending.get();
  }
}
