package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.AnswerPart;
import java.util.LinkedHashSet;
import java.util.List;

/** Zones that are asked the same nodes. */
public record Block(List<String> zones, List<Node> nodes) {
  public Block {
    zones = List.copyOf(zones);
    nodes = List.copyOf(nodes);
    if (zones.isEmpty() || nodes.isEmpty()) {
      throw new IllegalArgumentException("a block needs a zone and a node: " + zones);
    }
    if (new LinkedHashSet<>(zones).size() < zones.size()) {
      throw new IllegalArgumentException("a zone is named twice in one block: " + zones);
    }
  }

  /** Every node for every zone. */
  List<AnswerPart> parts() {
    return zones.stream()
        .flatMap(zone -> nodes.stream().map(node -> new AnswerPart(node.alias(), zone)))
        .toList();
  }
}
