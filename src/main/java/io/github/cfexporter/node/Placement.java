package io.github.cfexporter.node;

import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one verticle running on the node that owns its work, and on no other. Nodes come and go just
 * when work starts or moves, so a failure ends nothing: it is tried again a second later.
 */
final class Placement extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(Placement.class);
  private static final long LOOK_MILLIS = 1_000;

  private final String work;
  private final Supplier<? extends Deployable> verticle;
  private final Ownership ownership;
  private final Time time;
  private Optional<String> deployed = Optional.empty();
  private boolean busy;
  private boolean stopped;

  Placement(String work, Supplier<? extends Deployable> verticle, Ownership ownership, Time time) {
    this.work = work;
    this.verticle = verticle;
    this.ownership = ownership;
    this.time = time;
  }

  @Override
  public Future<?> start() {
    Context here = context;
    ownership.onChange(() -> here.runOnContext(event -> reconcile()));
    return reconcile().onComplete(tried -> time.after(LOOK_MILLIS, this::look));
  }

  @Override
  public Future<?> stop() {
    stopped = true; // what was deployed from here goes, too
    return Future.succeededFuture();
  }

  private void look() {
    if (!stopped) {
      reconcile();
      time.after(LOOK_MILLIS, this::look);
    }
  }

  /** Completes, and never fails, once it has been tried. */
  private Future<?> reconcile() {
    if (busy || stopped) {
      return Future.succeededFuture();
    }
    busy = true;
    return settle().transform(settled -> {
      busy = false;
      if (settled.failed() && !stopped) {
        logger.warn(
            "work could not be moved, tried again in a second: work={}", work, settled.cause());
      }
      return Future.succeededFuture();
    });
  }

  private Future<?> settle() {
    boolean mine = ownership.isMine(work);
    if (deployed.isPresent() && !mine) {
      String id = deployed.get();
      deployed = Optional.empty();
      return vertx.undeploy(id);
    }
    return deployed.isEmpty() && mine
        ? vertx.deployVerticle(verticle.get()).onSuccess(id -> deployed = Optional.of(id))
        : Future.succeededFuture();
  }
}
