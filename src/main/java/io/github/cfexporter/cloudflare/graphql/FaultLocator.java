package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.AnswerPart;
import io.github.cfexporter.cloudflare.GraphqlError;
import io.github.cfexporter.cloudflare.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the parts that an error is about, by the tags in its message and by its path, such as {@code
 * viewer, zones, 3, n2} or, nested, {@code viewer, accounts, 0, zones, 3, n2}. Where these leave a choice, every part in question is blamed:
 * a part fetched again costs a call, a part wrongly taken as good costs the truth.
 */
final class FaultLocator {
  private final Document document;
  private final Map<String, List<String>> answered;

  /** @param answered the zones of each block, by its key, in the order of the answer */
  FaultLocator(Document document, Map<String, List<String>> answered) {
    this.document = document;
    this.answered = answered;
  }

  Set<AnswerPart> of(GraphqlError error, Refusal refusal) {
    Set<AnswerPart> parts = new HashSet<>();
    if (!Wording.undocumentedAt(error.path()).isEmpty()) {
      return parts;
    }
    Place place = Place.of(error.path());
    for (int i = 0; i < document.zoneBlocks().size(); i++) {
      if (place.mayBeBlock(document.key(i))) {
        Block block = document.zoneBlocks().get(i);
        List<String> zones = zones(block, document.key(i), place, refusal.tags());
        block.nodes().stream()
            .filter(place::mayBe)
            .forEach(node -> zones.forEach(zone -> parts.add(new AnswerPart(node.alias(), zone))));
      }
    }
    if (place.block().isEmpty() && !namesZones(refusal.tags())) {
      document.accountNodes().stream()
          .filter(place::mayBe)
          .forEach(node -> parts.add(new AnswerPart(node.alias(), "")));
    }
    return parts;
  }

  private List<String> zones(Block block, String key, Place place, List<String> tags) {
    if (namesZones(tags)) {
      return block.zones().stream().filter(tags::contains).toList();
    }
    List<String> order = answered.getOrDefault(key, List.of());
    return place.index() >= 0 && place.index() < order.size()
        ? List.of(order.get(place.index()))
        : block.zones();
  }

  private boolean namesZones(List<String> tags) {
    return document.zones().stream().anyMatch(tags::contains);
  }

  /**
   * What a path says.
   *
   * @param block its key; empty when the path does not lead into one
   * @param index of the zone within the block, or -1
   * @param name of the node: its alias or its dataset; empty when the path ends before
   */
  private record Place(String block, int index, String name) {
    static Place of(List<String> path) {
      boolean inAccount = path.size() > 3 && path.get(1).equals("accounts");
      List<String> rest = path.subList(inAccount ? 3 : Math.min(1, path.size()), path.size());
      if (!rest.isEmpty() && rest.get(0).matches("zones|b[0-9]+")) {
        boolean hasIndex = rest.size() > 1 && rest.get(1).matches("[0-9]{1,3}");
        int index = hasIndex ? Integer.parseInt(rest.get(1)) : -1;
        return new Place(rest.get(0), index, rest.size() > 2 ? rest.get(2) : "");
      }
      return new Place("", -1, inAccount ? rest.get(0) : "");
    }

    /** A path may hold the field's name where the document gave an alias. */
    boolean mayBeBlock(String key) {
      return block.isEmpty() ? name.isEmpty() : block.equals(key) || block.equals("zones");
    }

    boolean mayBe(Node node) {
      return name.isEmpty()
          || name.equals(node.alias())
          || name.equals(node.source().dataset());
    }
  }
}
