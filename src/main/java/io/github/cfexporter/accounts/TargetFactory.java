package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.runtime.Time;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes targets of zones, as soon as what is needed to ask about them is known. */
final class TargetFactory {
  /** Rule names are waited for this long before firewall events are shown without them. */
  private static final long RULES_PATIENCE_MILLIS = 300_000;

  private final String account;
  private final Readers readers;
  private final LimitsBook limits;
  private final RuleBook rules;
  private final Time time;

  TargetFactory(String account, Readers readers, LimitsBook limits, RuleBook rules, Time time) {
    this.account = account;
    this.readers = readers;
    this.limits = limits;
    this.rules = rules;
    this.time = time;
  }

  /** The account itself; empty while its limits are awaited. */
  Optional<Target> account(GraphqlKind kind) {
    return limits
        .ofAccount(KnownLimits.datasets(List.of(kind), Scope.ACCOUNT))
        .map(told ->
            new Target("", reader(Permission.ACCOUNT_ANALYTICS, ""), "", told, RuleNames.NONE));
  }

  /** Those zones that are ready; the others await their limits or rule names. */
  List<Target> ready(GraphqlKind kind, Collection<String> batch, Map<String, String> labels) {
    boolean named = needsRules(kind);
    Set<String> datasets = KnownLimits.datasets(List.of(kind), Scope.ZONE);
    return batch.stream()
        .flatMap(zone -> limits
            .of(zone, datasets)
            .flatMap(told -> names(named, zone)
                .map(known -> new Target(
                    zone, reader(Permission.ZONE_ANALYTICS, zone), labels.get(zone), told, known)))
            .stream())
        .toList();
  }

  /** Zones of which REST is asked, where limits and rules mean nothing. */
  static List<Target> plain(Collection<String> batch, Map<String, String> labels) {
    return batch.stream()
        .map(zone -> new Target(zone, "", labels.get(zone), Map.of(), RuleNames.NONE))
        .toList();
  }

  /** An account of which REST is asked. */
  static Target plainAccount() {
    return new Target("", "", "", Map.of(), RuleNames.NONE);
  }

  private String reader(Permission permission, String zone) {
    return readers.of(permission, account, zone, time.millis());
  }

  /**
   * Whether any kind that fetches shows rules by their names; one whose metrics are all denied is told
   * of its zones, too, but does not fetch.
   */
  static boolean needRules(Collection<GraphqlKind> kinds, Set<String> denied) {
    return kinds.stream()
        .filter(kind -> !kind.families().stream().map(Family::name).allMatch(denied::contains))
        .anyMatch(TargetFactory::needsRules);
  }

  private static boolean needsRules(GraphqlKind kind) {
    return kind.sources().stream()
        .flatMap(source -> source.metrics().stream())
        .flatMap(metric -> metric.labels().stream())
        .anyMatch(label -> label.as() == Label.Transform.RULE_NAME);
  }

  private Optional<RuleNames> names(boolean named, String zone) {
    if (!named || limits.isGone(zone)) {
      return Optional.of(RuleNames.NONE);
    }
    boolean patient = time.millis() < rules.awaitedSince(zone) + RULES_PATIENCE_MILLIS;
    return rules.of(zone).or(() -> patient ? Optional.empty() : Optional.of(RuleNames.NONE));
  }
}
