package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_ZONES;
import static io.github.cfexporter.settings.Tunables.FREE_TIER_ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ZONES;

import io.github.cfexporter.cloudflare.Zone;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.verticle.http.Status;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The zones of one account, sorted by what is collected for them.
 *
 * @param all as Cloudflare lists them
 * @param selected those that the settings leave
 * @param collected those of the selected that query kinds are asked for, whatever their plan: what it
 *     opens is told by {@code settings}. Zones of one plan stand together
 * @param labels by zone id, unique among the selected
 */
record ZoneList(
    List<Zone> all, List<Zone> selected, List<Zone> collected, Map<String, String> labels) {
  private static final Comparator<Zone> BY_PLAN =
      Comparator.comparing(Zone::planId).thenComparing(Zone::id);

  static final ZoneList EMPTY = new ZoneList(List.of(), List.of(), List.of(), Map.of());

  static ZoneList of(String account, List<Zone> all, Settings settings) {
    Set<String> only = settings.get(ZONES);
    Set<String> never = settings.get(EXCLUDE_ZONES);
    List<Zone> selected = all.stream()
        .filter(zone -> only.isEmpty() || only.contains(zone.id()))
        .filter(zone -> !never.contains(zone.id()))
        .toList();
    boolean accountKindsOnly = settings.get(FREE_TIER_ACCOUNTS).contains(account);
    List<Zone> collected =
        accountKindsOnly ? List.of() : selected.stream().sorted(BY_PLAN).toList();
    Map<String, String> names = new HashMap<>();
    selected.forEach(zone -> names.put(zone.id(), zone.name()));
    return new ZoneList(all, selected, collected, Names.unique(names));
  }

  /**
   * Zones of the selected of which no analytics are collected.
   *
   * @param closed whether nothing that is asked over GraphQL is open to a zone
   */
  int skipped(Predicate<String> closed) {
    long open = collected.stream().filter(zone -> !closed.test(zone.id())).count();
    return selected.size() - (int) open;
  }

  /**
   * Says of each zone whether it is collected and why.
   *
   * @param settings that the zones were sorted by
   * @param closed whether nothing that is asked over GraphQL is open to a zone
   */
  List<Status.Zone> told(String account, Settings settings, Predicate<String> closed) {
    Set<String> open = new HashSet<>(collectedIds());
    open.removeIf(closed);
    Set<String> chosen = new HashSet<>(labels.keySet());
    return all.stream()
        .map(zone -> new Status.Zone(
            zone.id(),
            zone.name(),
            open.contains(zone.id()),
            open.contains(zone.id())
                ? "collected"
                : why(zone, chosen.contains(zone.id()), account, settings)))
        .toList();
  }

  private static String why(Zone zone, boolean chosen, String account, Settings settings) {
    if (!chosen) {
      return settings.get(EXCLUDE_ZONES).contains(zone.id())
          ? "left out: is in cfExcludeZones"
          : "left out: is not in cfZones";
    }
    return settings.get(FREE_TIER_ACCOUNTS).contains(account)
        ? "skipped: its account is in cfFreeTierAccounts"
        : "certificates and load balancers only: no dataset that is collected is open to it";
  }

  List<String> collectedIds() {
    return collected.stream().map(Zone::id).toList();
  }
}
