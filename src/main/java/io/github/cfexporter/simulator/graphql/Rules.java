package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.List;
import java.util.Optional;

/** The limits of Cloudflare's GraphQL API, https://developers.cloudflare.com/analytics/graphql-api/limits/. */
public final class Rules {
  private static final int MOST_ZONES = 10;
  private static final int MOST_ACCOUNTS = 1;

  private final SimulatorOptions options;

  Rules(SimulatorOptions options) {
    this.options = options;
  }

  /** Checks what concerns the document as a whole. */
  void check(Question question) {
    int most = question.accounts().stream()
        .mapToInt(Account::nodesPerDocument)
        .min()
        .orElse(Account.USUAL_NODES_PER_DOCUMENT);
    if (question.accounts().size() > MOST_ACCOUNTS
        || asked(question).size() > MOST_ZONES
        || question.cost() > most) {
      throw Refusal.combination();
    }
  }

  /** Zones that are asked for data; listing them with {@code zoneTag} only is free. */
  private static List<Zone> asked(Question question) {
    return question.blocks().stream()
        .filter(block -> block.field().getChildren().stream()
            .anyMatch(child -> !child.getName().equals("zoneTag")))
        .flatMap(block -> block.zones().stream())
        .distinct()
        .toList();
  }

  /** Checks one node for a zone. */
  void check(Node node, Zone zone, long nowMillis, List<String> path) {
    Subject subject = Subject.of(zone);
    check(node, subject, Limits.of(node.dataset(), zone), nowMillis, path);
    Optional<String> denied = node.used().stream()
        .filter(leaf -> !Fields.allowed(node.dataset(), leaf, zone))
        .findFirst();
    if (denied.isPresent()) {
      throw Refusal.noAccessToField(subject, Fields.leaf(denied.get()), path);
    }
  }

  /** Checks one node for an account. */
  void check(Node node, Account account, long nowMillis, List<String> path) {
    Limits limits = Limits.of(node.dataset(), account);
    check(node, Subject.of(account), limits, nowMillis, path);
  }

  private void check(Node node, Subject subject, Limits limits, long nowMillis, List<String> path) {
    if (!limits.enabled()) {
      throw Refusal.noAccessToPath(subject, path);
    }
    if (node.leaves().size() > limits.maxNumberOfFields()) {
      throw Refusal.fields(limits.maxNumberOfFields(), path);
    }
    if (node.limit() < 1 || node.limit() > options.maxPageSize()) {
      throw Refusal.limit(options.maxPageSize(), path);
    }
    TimeRange range = node.range();
    if (range.spanMillis() > limits.maxDuration() * 1000) {
      throw Refusal.tooWide(subject, limits.maxDuration(), range.spanMillis(), path);
    }
    long age = nowMillis - range.fromMillis();
    if (age > limits.notOlderThan() * 1000) {
      throw Refusal.tooOld(subject, limits.notOlderThan(), age, path);
    }
  }
}
