package io.github.cfexporter.node;

import io.github.cfexporter.bus.KindsChanged;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.live.CatalogChange;
import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.collect.KindVerticle;
import io.github.cfexporter.runtime.NodeContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link KindVerticle} for each query kind of the moment. What does not change goes on
 * untouched when others come, change or go.
 */
final class QueryKindsVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(QueryKindsVerticle.class);

  private final NodeContext nodeContext;
  private final CurrentCatalog catalog;
  private final Function<QueryKind, KindVerticle> verticles;
  private final Map<String, Running> running = new HashMap<>();
  private Future<?> latest = Future.succeededFuture();

  private record Running(String deployment, KindVerticle verticle) {}

  /** @param verticles makes the one for a kind */
  QueryKindsVerticle(NodeContext nodeContext, Function<QueryKind, KindVerticle> verticles) {
    this.nodeContext = nodeContext;
    this.catalog = nodeContext.catalog();
    this.verticles = verticles;
  }

  @Override
  public Future<?> start() {
    return deploy(catalog.get().all());
  }

  /**
   * Takes other kinds in place of those of before, one change after the other; may be called from any
   * thread. Completes when the new ones are asked for.
   */
  Future<Void> become(Catalog next) {
    Promise<Void> done = Promise.promise();
    context.runOnContext(asked -> {
      Future<Void> change =
          latest.transform(before -> change(new CatalogChange(catalog.get(), next)));
      latest = change;
      change.onComplete(done);
    });
    return done.future();
  }

  private Future<Void> change(CatalogChange change) {
    return leave(change)
        .compose(left -> {
          catalog.become(change.now());
          return deploy(change.started());
        })
        .onSuccess(started -> {
          change.removed().forEach(this::sweep);
          tell(change);
          KindsChanged.publish(vertx.eventBus());
        })
        .mapEmpty();
  }

  private Future<?> leave(CatalogChange change) {
    List<Future<Void>> leaving =
        change.ended().stream().map(kind -> leave(kind, change.successor(kind))).toList();
    return Future.join(leaving);
  }

  /** What cannot be forgotten now must not keep others from going on. */
  private Future<Void> leave(QueryKind kind, Optional<QueryKind> successor) {
    Running one = running.remove(kind.name());
    if (one == null) {
      return Future.succeededFuture();
    }
    return one.verticle()
        .leave(successor)
        .onFailure(cause -> logger.error(
            "counters that are no longer wanted could not be removed: query={}",
            kind.name(),
            cause))
        .eventually(() -> vertx.undeploy(one.deployment()))
        .otherwiseEmpty();
  }

  private Future<?> deploy(List<QueryKind> kinds) {
    return Future.all(kinds.stream().map(this::deploy).toList());
  }

  private Future<String> deploy(QueryKind kind) {
    KindVerticle verticle = verticles.apply(kind);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(id -> running.put(kind.name(), new Running(id, verticle)));
  }

  /** Another node without the file may own accounts for which this one has collected the kind. */
  private void sweep(QueryKind kind) {
    Ownership ownership = nodeContext.member().ownership();
    boolean alone = ownership.nodes().size() == 1;
    for (FragmentKey key : nodeContext.member().fragments().keys(kind.name())) {
      if (alone || ownership.isMine(key.account())) {
        nodeContext.member().fragments().remove(key);
      }
    }
  }

  private static void tell(CatalogChange change) {
    change.removed().stream()
        .filter(
            kind -> change.now().all().stream().noneMatch(next -> next.name().equals(kind.name())))
        .forEach(kind -> logger.info("query kind is no longer collected: query={}", kind.name()));
    change
        .started()
        .forEach(kind -> logger.info(
            "query kind is collected as the file says: query={} file={} families={}",
            kind.name(),
            change.now().file(kind).map(file -> file.path()).orElse("built in"),
            kind.families().size()));
  }
}
