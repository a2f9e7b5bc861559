package io.github.cfexporter.backfill;

import io.github.cfexporter.accounts.Names;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.MinuteDimension;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.check.ApiCalls;
import io.github.cfexporter.check.VisibleAccount;
import io.github.cfexporter.check.VisibleAccounts;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out what there is to ask: accounts, zones, what is open to them, and how they are shown. */
final class HistoryPlan {
  private final ApiCalls calls;
  private final CallBudget budget;
  private final Settings settings;
  private final List<GraphqlKind> kinds;
  private final List<HistoryUnit> units = new ArrayList<>();
  private final List<String> notCovered = new ArrayList<>();

  HistoryPlan(ApiCalls calls, CallBudget budget, Settings settings, List<GraphqlKind> kinds) {
    this.calls = calls;
    this.budget = budget;
    this.settings = settings;
    this.kinds = kinds;
  }

  /** In the order in which they are asked. */
  List<HistoryUnit> units() {
    return units;
  }

  /** What is left out, and why, a sentence each. */
  List<String> notCovered() {
    return notCovered;
  }

  void find() throws InterruptedException {
    VisibleAccounts visible = new VisibleAccounts(calls, settings);
    List<VisibleAccount> accounts = visible.of(visible.reaches().await()).await();
    Map<String, String> labels = Names.unique(accounts.stream()
        .collect(Collectors.toMap(
            account -> account.account().id(),
            account -> Names.account(account.account().name()))));
    for (VisibleAccount account : accounts) {
      account(account, labels.get(account.account().id()));
    }
  }

  private void account(VisibleAccount account, String label) throws InterruptedException {
    String id = account.account().id();
    String credential = account.credentials().get(0);
    Map<String, DatasetLimits> own = limits(
            credential,
            new Entitlements.Question(id, List.of(), List.of(), datasets(Scope.ACCOUNT)))
        .getOrDefault(id, Map.of());
    add(id, label, credential, Scope.ACCOUNT, Map.of(new HistoryZone("", "", RuleNames.NONE), own));
    Map<String, String> names =
        Names.unique(account.zones().stream().collect(Collectors.toMap(Zone::id, Zone::name)));
    Map<String, List<Zone>> byReader = account.selected().stream()
        .collect(Collectors.groupingBy(
            zone -> account.readers().get(zone.id()).get(0),
            LinkedHashMap::new,
            Collectors.toList()));
    for (Map.Entry<String, List<Zone>> read : byReader.entrySet()) {
      for (int from = 0; from < read.getValue().size(); from += Document.MAX_ZONES) {
        List<Zone> some = read.getValue()
            .subList(from, Math.min(read.getValue().size(), from + Document.MAX_ZONES));
        zones(id, label, read.getKey(), some, names);
      }
    }
  }

  private void zones(
      String account, String label, String credential, List<Zone> zones, Map<String, String> names)
      throws InterruptedException {
    Map<String, Map<String, DatasetLimits>> told = limits(
        credential,
        new Entitlements.Question(
            account, zones.stream().map(Zone::id).toList(), datasets(Scope.ZONE), List.of()));
    Map<HistoryZone, Map<String, DatasetLimits>> limits = new LinkedHashMap<>();
    for (Zone zone : zones) {
      limits.put(
          new HistoryZone(zone.id(), names.get(zone.id()), rules(credential, account, zone.id())),
          told.getOrDefault(zone.id(), Map.of()));
    }
    add(account, label, credential, Scope.ZONE, limits);
  }

  /** Zones that are read alike share a unit. */
  private void add(
      String account,
      String label,
      String credential,
      Scope scope,
      Map<HistoryZone, Map<String, DatasetLimits>> zones) {
    for (GraphqlKind kind : kinds) {
      for (Source source : kind.scope() == scope ? kind.sources() : List.<Source>of()) {
        SourceForms forms = new KindTerms(settings).forms(kind, source);
        if (!forms.isEmpty()) {
          Map<List<Object>, List<HistoryZone>> alike = new LinkedHashMap<>();
          zones.forEach((zone, limits) -> look(kind, forms, zone, limits, label)
              .ifPresent(
                  key -> alike.computeIfAbsent(key, k -> new ArrayList<>()).add(zone)));
          alike.forEach(
              (key, some) -> units.add(unit(account, label, credential, kind, forms, key, some)));
        }
      }
    }
  }

  @SuppressWarnings("unchecked") // as look made it
  private static HistoryUnit unit(
      String account,
      String label,
      String credential,
      GraphqlKind kind,
      SourceForms forms,
      List<Object> key,
      List<HistoryZone> zones) {
    return new HistoryUnit(
        account,
        label,
        credential,
        kind.name(),
        forms,
        (List<Reading>) key.get(0),
        zones,
        (DatasetLimits) key.get(1));
  }

  /** The nodes of a source that a zone is read by, and their limits; empty where there are none. */
  private Optional<List<Object>> look(
      GraphqlKind kind,
      SourceForms forms,
      HistoryZone zone,
      Map<String, DatasetLimits> limits,
      String account) {
    String name =
        kind.name() + "/" + forms.name() + " of " + (zone.id().isEmpty() ? account : zone.label());
    List<Reading> open = forms.usable(node -> limits(limits, node).allow(node.shape()));
    List<Reading> minutely = open.stream()
        .filter(node -> MinuteDimension.of(node.source()).isPresent())
        .map(Reading::minutely)
        .filter(node -> limits(limits, node).allow(node.shape()))
        .toList();
    if (minutely.size() < open.size()) {
      notCovered.add(name + ": some or all of its rows do not tell their minute");
    } else if (open.isEmpty()) {
      notCovered.add(name + ": not open to it");
    }
    return minutely.stream()
        .map(node -> limits(limits, node))
        .reduce(DatasetLimits::narrower)
        .map(narrowest -> List.of(minutely, narrowest));
  }

  private static DatasetLimits limits(Map<String, DatasetLimits> told, Reading node) {
    return told.getOrDefault(node.source().dataset(), DatasetLimits.UNKNOWN);
  }

  private Map<String, Map<String, DatasetLimits>> limits(
      String credential, Entitlements.Question question) throws InterruptedException {
    budget.await();
    try {
      return calls.limits(credential, question).await().limits();
    } catch (CloudflareException e) {
      throw new BackfillException("the limits of datasets could not be read: " + e.getMessage(), e);
    }
  }

  private RuleNames rules(String credential, String account, String zone) {
    try {
      Map<String, String> names =
          new HashMap<>(calls.rest(credential).accountRuleNames(account).await().byId());
      names.putAll(calls.rest(credential).zoneRuleNames(zone).await().byId());
      return id -> Optional.ofNullable(names.get(id));
    } catch (CloudflareException e) {
      notCovered.add("names of rules of zone " + zone + ": " + e.getMessage());
      return RuleNames.NONE;
    }
  }

  private List<String> datasets(Scope scope) {
    Set<String> datasets = kinds.stream()
        .filter(kind -> kind.scope() == scope)
        .flatMap(kind -> kind.sources().stream())
        .flatMap(source -> source.nodes().stream())
        .map(Source::dataset)
        .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    return List.copyOf(datasets);
  }
}
