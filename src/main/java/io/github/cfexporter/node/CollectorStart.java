package io.github.cfexporter.node;

import io.github.cfexporter.accounts.AccountsVerticle;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.cluster.permits.PermitLog;
import io.github.cfexporter.collect.KindVerticle;
import io.github.cfexporter.collect.QueryKindVerticle;
import io.github.cfexporter.collect.rest.RestKindVerticle;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.GatewayVerticle;
import io.github.cfexporter.permits.RateLimiterVerticle;
import io.github.cfexporter.remote.ReceiverTransport;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Everything that asks Cloudflare, in layers: the limiter, the gateway, the query kinds, the
 * accounts. A layer starts when those that it asks are there, and stops before they do.
 */
final class CollectorStart {
  /** What is on its way when the node stops is waited for this long, then abandoned. */
  private static final long PATIENCE_MILLIS = 3_000;

  private static final long LOOK_MILLIS = 20;

  private final NodeContext nodeContext;
  private final Telemetry telemetry;
  private final Vertx vertx;
  private final QueryKindsVerticle queryKinds;
  private final Readers readers = new Readers();
  private final GatewayVerticle gateway;
  private final RemoteWrite remote;
  private final Deque<List<String>> layers = new ArrayDeque<>();

  /** @param receivers makes the way to a receiver of remote write, by its URL */
  CollectorStart(
      NodeContext nodeContext, Telemetry telemetry, Function<String, ReceiverTransport> receivers) {
    this.nodeContext = nodeContext;
    this.telemetry = telemetry;
    this.vertx = nodeContext.vertx();
    this.remote = new RemoteWrite(nodeContext.settings(), nodeContext.time(), telemetry, receivers);
    this.gateway = new GatewayVerticle(nodeContext, readers, telemetry);
    this.queryKinds = new QueryKindsVerticle(nodeContext, this::verticle);
  }

  private KindVerticle verticle(QueryKind kind) {
    return kind instanceof RestKind rest
        ? new RestKindVerticle(rest, nodeContext, readers, telemetry)
        : new QueryKindVerticle((GraphqlKind) kind, nodeContext, readers, telemetry, remote);
  }

  boolean isRest(String kind) {
    return nodeContext.catalog().get().restKinds().stream()
        .anyMatch(rest -> rest.name().equals(kind));
  }

  /** Collects other kinds from now on; completes when the new ones are asked for. */
  Future<Void> become(Catalog next) {
    return next.equals(nodeContext.catalog().get())
        ? Future.succeededFuture()
        : queryKinds.become(next);
  }

  /** Families of all query kinds, in the order of the output. */
  List<Family> families() {
    return nodeContext.catalog().get().families();
  }

  /** Completes when accounts may ask. */
  Future<?> start() {
    return deploy(List.of(placedLimiter()))
        .compose(deployed -> deploy(List.of(gateway)))
        .compose(deployed -> deploy(remote.receivers()))
        .compose(deployed -> deploy(List.of(queryKinds)));
  }

  /** Begins to ask. */
  Future<?> startAccounts() {
    return deploy(List.of(new AccountsVerticle(nodeContext, readers, telemetry)));
  }

  /** Asks no more, lets what is on its way arrive, and stops the rest. */
  Future<Void> stop() {
    return undeploy().compose(accounts -> quiet()).compose(quiet -> undeployAll());
  }

  private Placement placedLimiter() {
    return new Placement(
        PermitLog.LIMITER,
        () -> new RateLimiterVerticle(nodeContext, telemetry),
        nodeContext.member().ownership(),
        nodeContext.time());
  }

  private Future<?> deploy(List<? extends Deployable> layer) {
    List<Future<String>> deploying = layer.stream().map(vertx::deployVerticle).toList();
    return Future.all(deploying)
        .onSuccess(all -> layers.push(deploying.stream().map(Future::result).toList()));
  }

  private Future<Void> undeployAll() {
    return layers.isEmpty() ? Future.succeededFuture() : undeploy().compose(done -> undeployAll());
  }

  private Future<Void> undeploy() {
    return layers.isEmpty()
        ? Future.succeededFuture()
        : Future.join(layers.pop().stream().map(vertx::undeploy).toList()).mapEmpty();
  }

  private Future<Void> quiet() {
    Promise<Void> promise = Promise.promise();
    look(nodeContext.time().millis() + PATIENCE_MILLIS, promise);
    return promise.future();
  }

  private void look(long deadline, Promise<Void> promise) {
    boolean busy = gateway.isBusy() || nodeContext.member().pending() > 0;
    if (busy && nodeContext.time().millis() < deadline) {
      nodeContext.time().after(LOOK_MILLIS, () -> look(deadline, promise));
    } else {
      promise.complete();
    }
  }
}
