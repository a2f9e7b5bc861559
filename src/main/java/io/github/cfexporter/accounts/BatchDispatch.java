package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.runtime.Turns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Tells every query kind which batches of one account to bring up to date. */
final class BatchDispatch {
  private final Vertx vertx;
  private final CurrentCatalog catalog;
  private final TargetFactory targeting;
  private final SharedBatches batches;
  private final BooleanSupplier ended;

  /**
   * @param catalog the query kinds of the moment
   * @param ended whether nothing may be sent any more
   */
  BatchDispatch(
      Vertx vertx,
      CurrentCatalog catalog,
      TargetFactory targeting,
      SharedBatches batches,
      BooleanSupplier ended) {
    this.vertx = vertx;
    this.catalog = catalog;
    this.targeting = targeting;
    this.batches = batches;
    this.ended = ended;
  }

  /** Only the account's own query kinds, while its zones are unknown. */
  void sendAccount(AccountView account) {
    catalog.kinds().stream()
        .filter(kind -> kind.scope() == Scope.ACCOUNT)
        .forEach(kind -> sendAccount(account, kind));
    catalog.get().restKinds().stream()
        .filter(kind -> kind.scope() == Scope.ACCOUNT)
        .forEach(kind -> send(account, kind, 0, List.of(TargetFactory.plainAccount()), true));
  }

  /**
   * All query kinds; completes when the last batch is sent, which takes several turns for many.
   *
   * @param labels by the id of the zone
   * @param asked whether REST is asked about a zone
   */
  Future<Void> sendAll(AccountView account, Map<String, String> labels, Predicate<String> asked) {
    Future<Void> sent = Future.succeededFuture();
    for (GraphqlKind kind : catalog.kinds()) {
      sent = sent.compose(done -> send(account, kind, labels));
    }
    for (RestKind kind : catalog.get().restKinds()) {
      sent = sent.compose(done -> send(account, kind, labels, asked));
    }
    return sent;
  }

  private Future<Void> send(AccountView account, GraphqlKind kind, Map<String, String> labels) {
    if (kind.scope() == Scope.ACCOUNT) {
      sendAccount(account, kind);
      return Future.succeededFuture();
    }
    List<Set<String>> zonesByBatch = batches.graphql();
    return Turns.each(zonesByBatch.size(), ended, batch -> {
      List<Target> ready = targeting.ready(kind, zonesByBatch.get(batch), labels);
      send(account, kind, batch, ready, ready.size() == zonesByBatch.get(batch).size());
    });
  }

  private Future<Void> send(
      AccountView account, RestKind kind, Map<String, String> labels, Predicate<String> asked) {
    if (kind.scope() == Scope.ACCOUNT) {
      send(account, kind, 0, List.of(TargetFactory.plainAccount()), true);
      return Future.succeededFuture();
    }
    List<Set<String>> zonesByBatch = batches.rest();
    return Turns.each(zonesByBatch.size(), ended, batch -> {
      Set<String> zones = new LinkedHashSet<>(zonesByBatch.get(batch));
      zones.removeIf(asked.negate());
      send(account, kind, batch, TargetFactory.plain(zones, labels), true);
    });
  }

  private void sendAccount(AccountView account, GraphqlKind kind) {
    targeting.account(kind).ifPresent(target -> send(account, kind, 0, List.of(target), true));
  }

  private void send(
      AccountView account, QueryKind kind, int batch, List<Target> targets, boolean whole) {
    vertx
        .eventBus()
        .send(
            Collect.address(kind.name()),
            new Collect(account, batch, targets, whole),
            Messages.LOCAL_ONLY);
  }
}
