package io.github.cfexporter.accounts;

import io.github.cfexporter.cloudflare.graphql.Document;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sorts zones into batches of at most ten, which are asked together. A zone stays in its batch as
 * long as it lives, because its series are rendered there; new zones fill the gaps.
 */
public final class Batches {
  private final List<Set<String>> batches = new ArrayList<>();

  /**
   * Takes over which zones there are; batches may become empty but never change their number.
   *
   * @param zones in the order in which new ones are placed: those that stand together there are
   *     asked together where there is room
   * @return whether a batch is another one now
   */
  boolean assign(Collection<String> zones) {
    Set<String> wanted = new LinkedHashSet<>(zones);
    Set<String> unplaced = new LinkedHashSet<>(wanted);
    boolean changed = false;
    for (Set<String> batch : batches) {
      changed |= batch.retainAll(wanted);
      unplaced.removeAll(batch);
    }
    int batch = 0;
    for (String zone : unplaced) {
      while (batch < batches.size() && batches.get(batch).size() == Document.MAX_ZONES) {
        batch++;
      }
      if (batch == batches.size()) {
        batches.add(new LinkedHashSet<>());
      }
      batches.get(batch).add(zone);
      changed = true;
    }
    return changed;
  }

  /** Takes over the batches as a former owner of the account had them. */
  void restore(JsonArray former) {
    batches.clear();
    former.stream().map(JsonArray.class::cast).forEach(batch -> {
      Set<String> zones = new LinkedHashSet<>();
      batch.forEach(zone -> zones.add((String) zone));
      batches.add(zones);
    });
  }

  JsonArray toJson() {
    JsonArray all = new JsonArray();
    batches.forEach(batch -> all.add(new JsonArray(List.copyOf(batch))));
    return all;
  }

  /** Zones by the number of their batch, empty batches included. */
  List<Set<String>> batches() {
    return batches;
  }
}
