package io.github.cfexporter.verticle;

import io.github.cfexporter.cluster.Directory;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The batches of an account's zones, which the account's next owner takes over as they are: a zone
 * that changed its batch would be shown twice for a while.
 */
final class SharedBatches {
  private static final Logger logger = LoggerFactory.getLogger(SharedBatches.class);

  private final Directory directory;
  private final String account;
  private final Batches paid = new Batches();
  private final Batches all = new Batches();

  SharedBatches(Directory directory, String account) {
    this.directory = directory;
    this.account = account;
  }

  /** Takes over what a former owner has shared. */
  Future<Void> restore() {
    return directory
        .get(entry())
        .onSuccess(text -> text.map(JsonObject::new).ifPresent(json -> {
          paid.restore(json.getJsonArray("paid"));
          all.restore(json.getJsonArray("all"));
        }))
        .mapEmpty();
  }

  /**
   * Takes over which zones there are.
   *
   * @param paidZones zones of GraphQL query kinds
   * @param allZones zones of REST kinds
   */
  void assign(Collection<String> paidZones, Collection<String> allZones) {
    boolean paidChanged = paid.assign(paidZones);
    boolean allChanged = all.assign(allZones);
    if (paidChanged || allChanged) {
      share();
    }
  }

  /** Zones of GraphQL query kinds by the number of their batch. */
  List<Set<String>> paid() {
    return paid.parts();
  }

  /** Zones of REST kinds by the number of their batch. */
  List<Set<String>> all() {
    return all.parts();
  }

  private void share() {
    String text =
        new JsonObject().put("paid", paid.toJson()).put("all", all.toJson()).encode();
    directory
        .put(entry(), text)
        .onFailure(cause -> logger.warn("batches could not be shared: account={}", account, cause));
  }

  private String entry() {
    return "batches/" + account;
  }
}
