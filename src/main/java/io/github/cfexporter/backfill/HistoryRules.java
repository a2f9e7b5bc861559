package io.github.cfexporter.backfill;

import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.check.ApiCalls;
import io.github.cfexporter.check.OpenSources;
import io.github.cfexporter.check.VisibleAccount;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.RuleNames;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Names of rules. Those of an account are asked for once, for all its zones; nothing is asked where no
 * source has a label that is the name of a rule.
 */
final class HistoryRules {
  private final ApiCalls calls;
  private final boolean needed;
  private final Consumer<String> missing;
  private final Map<String, RuleNames> ofAccounts = new HashMap<>();

  /** @param missing is told of names that no credential may read, a sentence each */
  HistoryRules(ApiCalls calls, OpenSources sources, Consumer<String> missing) {
    this.calls = calls;
    this.missing = missing;
    this.needed = sources.all().stream()
        .flatMap(source -> source.forms().nodes().stream())
        .flatMap(node -> node.source().metrics().stream())
        .flatMap(metric -> metric.labels().stream())
        .anyMatch(label -> label.as() == Label.Transform.RULE_NAME);
  }

  /** Of one zone. */
  io.github.cfexporter.counting.series.RuleNames of(
      VisibleAccount account, String zone, String label) {
    if (!needed) {
      return io.github.cfexporter.counting.series.RuleNames.NONE;
    }
    String id = account.account().id();
    RuleNames shared = ofAccounts.computeIfAbsent(
        id,
        i -> read(
            "account " + account.name(), account.credentials(), rest -> rest.accountRuleNames(id)));
    RuleNames own = read(label, account.readers().get(zone), rest -> rest.zoneRuleNames(zone))
        .and(shared);
    return rule -> Optional.ofNullable(own.byId().get(rule));
  }

  /** With one credential after the other, until one may read all of them. */
  private RuleNames read(
      String place, List<String> credentials, Function<Rest, Future<RuleNames>> reading) {
    RuleNames found = new RuleNames(Map.of(), Map.of());
    for (String credential : credentials) {
      RuleNames now = reading.apply(calls.rest(credential)).await();
      found = new RuleNames(now.and(found).byId(), now.failures());
      if (now.failures().isEmpty()) {
        return found;
      }
    }
    found.failures().values().stream()
        .findFirst()
        .ifPresent(
            cause -> missing.accept("names of some rules of " + place + ": " + cause.getMessage()));
    return found;
  }
}
