package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** Gives up waiting for a call, by the injected clock. */
final class Deadline {
  static <T> Future<T> within(Time time, long millis, Future<T> call) {
    Promise<T> promise = Promise.promise();
    long timer = time.after(
        millis,
        () -> promise.tryFail(CloudflareException.unanswered(
            new Refusal.TimedOut(), "no answer within " + millis + " ms", null)));
    call.onComplete(result -> {
      time.cancel(timer);
      if (result.succeeded()) {
        promise.tryComplete(result.result());
      } else {
        promise.tryFail(result.cause());
      }
    });
    return promise.future();
  }

  private Deadline() {}
}
