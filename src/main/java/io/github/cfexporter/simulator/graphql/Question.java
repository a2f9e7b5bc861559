package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a document asks: its accounts and zones blocks with the nodes below them.
 *
 * @param fields the fields below {@code viewer}
 */
public record Question(List<Block> blocks, List<ExecutableNormalizedField> fields) {

  /**
   * One block of accounts or of zones.
   *
   * @param account whose it is, or the account it is nested in
   * @param zones empty if it is a block of accounts
   */
  record Block(
      ExecutableNormalizedField field,
      Optional<Account> account,
      List<Zone> zones,
      List<String> path) {

    /** Dataset nodes directly below; {@code settings} does not count as one. */
    List<ExecutableNormalizedField> nodes() {
      return field.getChildren().stream()
          .filter(child -> Dataset.named(scope(), child.getName()).isPresent())
          .toList();
    }

    Dataset.Scope scope() {
      return field.getName().equals("zones") ? Dataset.Scope.ZONE : Dataset.Scope.ACCOUNT;
    }

    /** Ids of the zones, or of the account. */
    List<String> scopes() {
      return scope() == Dataset.Scope.ZONE
          ? zones.stream().map(Zone::id).toList()
          : account.stream().map(Account::id).toList();
    }

    /** The quantity that Cloudflare limits per document: scopes × nodes applied to them. */
    int cost() {
      return nodes().size() * (scope() == Dataset.Scope.ZONE ? zones.size() : 1);
    }
  }

  /** Scopes × nodes of the whole document. */
  int cost() {
    return blocks.stream().mapToInt(Block::cost).sum();
  }

  public List<Account> accounts() {
    return blocks.stream().flatMap(block -> block.account().stream()).distinct().toList();
  }

  List<Zone> zones() {
    return blocks.stream().flatMap(block -> block.zones().stream()).distinct().toList();
  }

  /** Zones of blocks that are not nested in an account. */
  public List<Zone> zonesAtTop() {
    return blocks.stream()
        .filter(block -> block.account().isEmpty())
        .flatMap(block -> block.zones().stream())
        .distinct()
        .toList();
  }

  Block block(ExecutableNormalizedField field) {
    return blocks.stream().filter(block -> block.field() == field).findFirst().orElseThrow();
  }

  public static List<String> below(List<String> path, String... more) {
    List<String> longer = new ArrayList<>(path);
    longer.addAll(List.of(more));
    return longer;
  }
}
