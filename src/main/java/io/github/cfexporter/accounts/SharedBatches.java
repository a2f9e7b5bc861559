package io.github.cfexporter.accounts;

import io.github.cfexporter.cluster.shared.SharedTexts;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
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

  private final SharedTexts directory;
  private final String account;
  private final Batches graphql = new Batches();
  private final Batches rest = new Batches();
  private List<String> placed = List.of();

  SharedBatches(SharedTexts directory, String account) {
    this.directory = directory;
    this.account = account;
  }

  /** Takes over what a former owner has shared, under the names that every version has used. */
  Future<Void> restore() {
    return directory
        .get(entry())
        .onSuccess(text -> text.map(JsonObject::new).ifPresent(json -> {
          graphql.restore(json.getJsonArray("paid"));
          rest.restore(json.getJsonArray("all"));
        }))
        .mapEmpty();
  }

  /**
   * Takes over which zones there are, in the order in which new ones are placed. Query kinds of both
   * APIs have the same zones, but a former owner may have placed them otherwise for each.
   */
  void assign(List<String> zones) {
    if (zones.equals(placed)) {
      return; // as nearly always, and sorting in 100,000 zones takes a while
    }
    placed = zones;
    boolean graphqlChanged = graphql.assign(zones);
    boolean restChanged = rest.assign(zones);
    if (graphqlChanged || restChanged) {
      share();
    }
  }

  /** Zones of GraphQL query kinds by the number of their batch. */
  List<Set<String>> graphql() {
    return graphql.batches();
  }

  /** Zones of REST kinds by the number of their batch. */
  List<Set<String>> rest() {
    return rest.batches();
  }

  private void share() {
    String text =
        new JsonObject().put("paid", graphql.toJson()).put("all", rest.toJson()).encode();
    directory
        .put(entry(), text)
        .onFailure(cause -> logger.warn("batches could not be shared: account={}", account, cause));
  }

  private String entry() {
    return "batches/" + account;
  }
}
