package io.github.cfexporter.backfill;

import io.github.cfexporter.accounts.Names;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.MinuteDimension;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.check.ApiCalls;
import io.github.cfexporter.check.Limits;
import io.github.cfexporter.check.OpenSources;
import io.github.cfexporter.check.VisibleAccount;
import io.github.cfexporter.check.VisibleAccounts;
import io.github.cfexporter.cloudflare.graphql.Document;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.series.RuleNames;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Reach;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out what there is to ask: accounts, zones, what is open to them, and how they are shown. A
 * plan that is not whole, because something could not be asked, is none.
 */
final class HistoryPlan {
  private final ApiCalls calls;
  private final Settings settings;
  private final OpenSources ofZones;
  private final OpenSources ofAccounts;
  private final List<HistoryUnit> units = new ArrayList<>();
  private final Set<String> notCovered = new LinkedHashSet<>();

  HistoryPlan(ApiCalls calls, Settings settings, Catalog catalog) {
    List<GraphqlKind> kinds = catalog.kinds();
    this.calls = calls;
    this.settings = settings;
    this.ofZones = new OpenSources(kinds, Scope.ZONE, settings);
    this.ofAccounts = new OpenSources(kinds, Scope.ACCOUNT, settings);
    catalog.restKinds().stream()
        .filter(new KindTerms(settings)::isWanted)
        .forEach(kind -> notCovered.add(kind.name() + ": Cloudflare has no history of it"));
  }

  /**
   * How some zones are read.
   *
   * @param limits the narrowest of those of the nodes
   */
  private record Terms(List<String> credentials, List<Reading> readings, DatasetLimits limits) {}

  /** In the order in which they are asked. */
  List<HistoryUnit> units() {
    return units;
  }

  /** What is left out, and why, a sentence each. */
  Set<String> notCovered() {
    return notCovered;
  }

  /** @throws BackfillException when it cannot be found out, or when there is nothing to ask */
  void find() {
    VisibleAccounts visible = new VisibleAccounts(calls, settings);
    List<Reach> reaches = visible.reaches().await();
    reaches.forEach(HistoryPlan::demandValid);
    reaches.forEach(reach -> notCovered.addAll(reach.problems()));
    demandWhole();
    List<VisibleAccount> accounts = visible.of(reaches).await();
    visible
        .strangers(reaches, accounts)
        .forEach(item -> notCovered.add(item + " matches nothing that the credentials see"));
    Limits limits = Limits.ofAll(calls, ofZones.datasets(), ofAccounts.datasets());
    limits.ask(accounts).await();
    demandWhole();
    limits.untold().stream().findFirst().ifPresent(HistoryPlan::refuse);
    Map<String, String> labels = Names.unique(accounts.stream()
        .collect(Collectors.toMap(
            account -> account.account().id(),
            account -> Names.account(account.account().name()))));
    accounts.forEach(account -> add(account, labels.get(account.account().id()), limits));
    demandWhole();
    if (units.isEmpty()) {
      throw new BackfillException(
          "there is nothing to ask for: " + String.join("; ", notCovered), null);
    }
  }

  private static void demandValid(Reach reach) {
    reach.token().problem().ifPresent(problem -> {
      throw new BackfillException(problem, null);
    });
  }

  /** What could not be asked for now is no hole in the history: the run is started again. */
  private void demandWhole() {
    calls.trouble().ifPresent(trouble -> {
      throw new BackfillException(
          "accounts, zones and their limits could not be read: " + trouble.getMessage(), trouble);
    });
  }

  private static void refuse(String why) {
    throw new BackfillException("the limits of datasets could not be read: " + why, null);
  }

  private void add(VisibleAccount account, String label, Limits limits) {
    account
        .problem()
        .ifPresent(problem -> notCovered.add("zones of account " + label + ": " + problem));
    String id = account.account().id();
    if (limits.isForbidden(id)) {
      notCovered.add(forbidden(Permission.ACCOUNT_ANALYTICS, "account " + label));
    } else if (!ofAccounts.all().isEmpty()) {
      HistoryZone itself = new HistoryZone("", "", RuleNames.NONE);
      List<String> credentials = credentials(limits.reader(id), account.credentials());
      ofAccounts
          .all()
          .forEach(source -> look(source, label, credentials, limits.of(id))
              .ifPresent(terms -> add(account, label, source, terms, List.of(itself))));
    }
    addZones(account, label, limits);
  }

  private static String forbidden(Permission permission, String place) {
    return place + ": no token has " + permission.title() + " for it";
  }

  private void addZones(VisibleAccount account, String label, Limits limits) {
    Map<String, String> names =
        Names.unique(account.zones().stream().collect(Collectors.toMap(Zone::id, Zone::name)));
    HistoryRules rules = new HistoryRules(calls, ofZones, notCovered::add);
    Map<HistoryZone, List<String>> readers = new LinkedHashMap<>();
    for (Zone zone : ofZones.all().isEmpty() ? List.<Zone>of() : account.selected()) {
      String name = names.get(zone.id());
      if (limits.isForbidden(zone.id())) {
        notCovered.add(forbidden(Permission.ZONE_ANALYTICS, "zone " + name));
      } else {
        readers.put(
            new HistoryZone(zone.id(), name, rules.of(account, zone.id(), "zone " + name)),
            credentials(limits.reader(zone.id()), account.readers().get(zone.id())));
      }
    }
    for (OpenSources.Named source : ofZones.all()) {
      Map<Terms, List<HistoryZone>> alike = new LinkedHashMap<>();
      readers.forEach((zone, credentials) -> look(
              source, zone.label(), credentials, limits.of(zone.id()))
          .ifPresent(
              terms -> alike.computeIfAbsent(terms, t -> new ArrayList<>()).add(zone)));
      alike.forEach((terms, zones) -> add(account, label, source, terms, zones));
    }
  }

  /** The one that was let in goes first. */
  private static List<String> credentials(Optional<String> reader, List<String> all) {
    return Stream.concat(reader.stream(), all.stream()).distinct().toList();
  }

  private void add(
      VisibleAccount account,
      String label,
      OpenSources.Named source,
      Terms terms,
      List<HistoryZone> zones) {
    for (int from = 0; from < zones.size(); from += Document.MAX_ZONES) {
      units.add(new HistoryUnit(
          account.account().id(),
          label,
          terms.credentials(),
          source.kind().name(),
          source.forms(),
          terms.readings(),
          zones.subList(from, Math.min(zones.size(), from + Document.MAX_ZONES)),
          terms.limits()));
    }
  }

  /** The nodes of a source that a zone or an account is read by; empty where there are none. */
  private Optional<Terms> look(
      OpenSources.Named source,
      String place,
      List<String> credentials,
      Map<String, DatasetLimits> limits) {
    String name = source.kind().name() + "/" + source.forms().name() + " of " + place;
    List<Reading> open = OpenSources.usable(source.forms(), limits);
    List<Reading> minutely = open.stream()
        .filter(node -> MinuteDimension.of(node.source()).isPresent())
        .map(Reading::minutely)
        .filter(node -> OpenSources.allow(limits, node))
        .toList();
    if (minutely.size() < open.size()) {
      notCovered.add(name + ": some or all of its rows do not tell their minute");
    } else if (open.isEmpty()) {
      notCovered.add(name + ": not open to it");
    }
    return minutely.stream()
        .map(node -> limits.getOrDefault(node.source().dataset(), DatasetLimits.UNKNOWN))
        .reduce(DatasetLimits::narrower)
        .map(narrowest -> new Terms(credentials, minutely, narrowest));
  }
}
