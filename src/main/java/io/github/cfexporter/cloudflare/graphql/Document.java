package io.github.cfexporter.cloudflare.graphql;

import io.github.cfexporter.cloudflare.AnswerPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One GraphQL request about one account: nodes of its zones, nodes of its own, or both.
 *
 * @param account the account's tag
 */
public record Document(String account, List<Block> zoneBlocks, List<Node> accountNodes) {
  /** Most zones of one request, https://developers.cloudflare.com/analytics/graphql-api/limits/. */
  public static final int MAX_ZONES = 10;

  public Document {
    zoneBlocks = List.copyOf(zoneBlocks);
    accountNodes = List.copyOf(accountNodes);
    if (zoneBlocks.isEmpty() && accountNodes.isEmpty()) {
      throw new IllegalArgumentException("a document must ask for something");
    }
    refuseTooManyZones(zoneBlocks);
    refuseRepeatedAliases(zoneBlocks, accountNodes);
  }

  /** Zones times nodes, which is what Cloudflare limits "in combination". */
  public int nodes() {
    return accountNodes.size()
        + zoneBlocks.stream()
            .mapToInt(block -> block.zones().size() * block.nodes().size())
            .sum();
  }

  /** Every zone asked about, in the order of the blocks. */
  public Set<String> zones() {
    return zones(zoneBlocks);
  }

  /** Every node once, whatever the number of its zones. */
  List<Node> allNodes() {
    return allNodes(zoneBlocks, accountNodes);
  }

  /** Every node for every zone that is asked for it, and those of the account. */
  List<AnswerPart> parts() {
    List<AnswerPart> parts = new ArrayList<>();
    zoneBlocks.forEach(block -> parts.addAll(block.parts()));
    accountNodes.forEach(node -> parts.add(new AnswerPart(node.alias(), "")));
    return parts;
  }

  /** The field of the answer that holds a block: its own name when alone, otherwise an alias. */
  String key(int block) {
    return zoneBlocks.size() == 1 ? "zones" : "b" + block;
  }

  private static Set<String> zones(List<Block> blocks) {
    Set<String> zones = new LinkedHashSet<>();
    blocks.forEach(block -> zones.addAll(block.zones()));
    return zones;
  }

  private static List<Node> allNodes(List<Block> blocks, List<Node> accountNodes) {
    List<Node> nodes = new ArrayList<>(accountNodes);
    blocks.forEach(block -> nodes.addAll(block.nodes()));
    return nodes;
  }

  private static void refuseTooManyZones(List<Block> blocks) {
    int zones = zones(blocks).size();
    if (zones > MAX_ZONES) {
      throw new IllegalArgumentException(zones + " zones, Cloudflare allows " + MAX_ZONES);
    }
  }

  private static void refuseRepeatedAliases(List<Block> blocks, List<Node> accountNodes) {
    Set<String> seen = new HashSet<>();
    for (Node node : allNodes(blocks, accountNodes)) {
      if (!seen.add(node.alias())) {
        throw new IllegalArgumentException("alias used twice: " + node.alias());
      }
    }
  }
}
