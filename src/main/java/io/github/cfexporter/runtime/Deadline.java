package io.github.cfexporter.runtime;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.LongSupplier;

/** Gives up waiting for a call, by the injected clock. */
public final class Deadline {
  /** How soon after it was put off the deadline may come again, in milliseconds. */
  private static final long AGAIN_MILLIS = 1_000;

  private final Time time;
  private final long millis;
  private final LongSupplier excused;
  private final Runnable giveUp;
  private final long began;
  private long timer;

  private Deadline(Time time, long millis, LongSupplier excused, Runnable giveUp) {
    this.time = time;
    this.millis = millis;
    this.excused = excused;
    this.giveUp = giveUp;
    this.began = time.steadyMillis();
    this.timer = time.after(millis, this::look);
  }

  public static <T> Future<T> within(Time time, long millis, Future<T> call) {
    return within(time, millis, () -> 0, call);
  }

  /**
   * Fails with {@link Refusal.TimedOut} when the call takes longer.
   *
   * @param excused how much of the time that has passed does not count, in milliseconds
   */
  public static <T> Future<T> within(Time time, long millis, LongSupplier excused, Future<T> call) {
    Promise<T> promise = Promise.promise();
    Deadline deadline = new Deadline(
        time,
        millis,
        excused,
        () -> promise.tryFail(CloudflareException.unanswered(
            new Refusal.TimedOut(), "no answer within " + millis + " ms", null)));
    call.onComplete(result -> {
      time.cancel(deadline.timer);
      if (result.succeeded()) {
        promise.tryComplete(result.result());
      } else {
        promise.tryFail(result.cause());
      }
    });
    return promise.future();
  }

  private void look() {
    long excusedMillis = excused.getAsLong();
    long left = began + millis + excusedMillis - time.steadyMillis();
    if (excusedMillis > 0 && left > 0) {
      timer = time.after(Math.max(AGAIN_MILLIS, left), this::look);
    } else {
      giveUp.run();
    }
  }
}
