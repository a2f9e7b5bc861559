package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_ZONES;
import static io.github.cfexporter.settings.Tunables.FREE_TIER_ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ZONES;

import io.github.cfexporter.cloudflare.Zone;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.verticle.http.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The zones of one account, sorted by what is collected for them.
 *
 * @param all as Cloudflare lists them
 * @param selected those that the settings leave
 * @param paid those of the selected that GraphQL kinds are asked for
 * @param labels by zone id, unique among the selected
 */
record ZoneList(List<Zone> all, List<Zone> selected, List<Zone> paid, Map<String, String> labels) {
  static final ZoneList EMPTY = new ZoneList(List.of(), List.of(), List.of(), Map.of());

  static ZoneList of(String account, List<Zone> all, Settings settings) {
    Set<String> only = settings.get(ZONES);
    Set<String> never = settings.get(EXCLUDE_ZONES);
    List<Zone> selected = all.stream()
        .filter(zone -> only.isEmpty() || only.contains(zone.id()))
        .filter(zone -> !never.contains(zone.id()))
        .toList();
    boolean accountKindsOnly = settings.get(FREE_TIER_ACCOUNTS).contains(account);
    List<Zone> paid = accountKindsOnly
        ? List.of()
        : selected.stream().filter(zone -> !zone.free()).toList();
    Map<String, String> names = new HashMap<>();
    selected.forEach(zone -> names.put(zone.id(), zone.name()));
    return new ZoneList(all, selected, paid, Names.unique(names));
  }

  /** Zones that GraphQL kinds leave out because of their plan. */
  int free() {
    return (int) selected.stream().filter(Zone::free).count();
  }

  /**
   * Says of each zone whether it is collected and why.
   *
   * @param settings that the zones were sorted by
   */
  List<Status.Zone> told(String account, Settings settings) {
    Set<String> collected = new HashSet<>(paidIds());
    Set<String> chosen = new HashSet<>(labels.keySet());
    return all.stream()
        .map(zone -> new Status.Zone(
            zone.id(),
            zone.name(),
            collected.contains(zone.id()),
            collected.contains(zone.id())
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
        : "certificates and load balancers only: Free plan, without analytics";
  }

  List<String> paidIds() {
    return paid.stream().map(Zone::id).toList();
  }
}
