package io.github.cfexporter.permits;

import io.github.cfexporter.bus.PermitRequest;
import io.github.cfexporter.bus.RateNotice;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.permits.PermitLog;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.UUID;

/** Gets permits from the limiter, wherever in the cluster it runs at the moment. */
public final class Permits {
  /** Permits may take minutes; a limiter that has died is noticed after this long. */
  private static final long ASK_AGAIN_MILLIS = 5_000;

  /** The limiter is moving. */
  private static final long PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final Time time;
  private final Ownership ownership;

  public Permits(Vertx vertx, Time time, Ownership ownership) {
    this.vertx = vertx;
    this.time = time;
    this.ownership = ownership;
  }

  /** Completes when a call may leave; never fails, for a limiter is always found in the end. */
  public Future<PermitRequest.Permit> get(Payer payer, long dueSince) {
    Promise<PermitRequest.Permit> promise = Promise.promise();
    ask(new PermitRequest(UUID.randomUUID().toString(), payer, dueSince), promise);
    return promise.future();
  }

  public void notice(RateNotice notice) {
    ownership
        .ownerOf(PermitLog.LIMITER)
        .ifPresent(node -> vertx.eventBus().send(RateNotice.address(node), notice));
  }

  private void ask(PermitRequest request, Promise<PermitRequest.Permit> promise) {
    String node = ownership.ownerOf(PermitLog.LIMITER).orElseGet(ownership::self);
    DeliveryOptions options = new DeliveryOptions().setSendTimeout(ASK_AGAIN_MILLIS);
    vertx
        .eventBus()
        .<PermitRequest.Permit>request(PermitRequest.address(node), request, options)
        .map(Message::body)
        .onSuccess(promise::complete)
        .onFailure(cause -> {
          boolean patient =
              cause instanceof ReplyException reply && reply.failureType() == ReplyFailure.TIMEOUT;
          time.after(patient ? 1 : PAUSE_MILLIS, () -> ask(request, promise));
        });
  }
}
