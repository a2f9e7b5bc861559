package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_ZONES;
import static io.github.cfexporter.settings.Tunables.ZONES;

import io.github.cfexporter.bus.ZoneState;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.Selection;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The zones of one account, sorted by what is collected for them.
 *
 * @param all as Cloudflare lists them
 * @param selected those that the settings leave
 * @param collected those of the selected that query kinds are asked for, whatever their plan: what it
 *     opens is told by {@code settings}. Zones of one plan stand together
 * @param labels by zone id, unique among the selected
 * @param strangers items of the settings that are none of the zones, as {@code cfZones=item}
 */
record ZoneList(
    List<Zone> all,
    List<Zone> selected,
    List<Zone> collected,
    Map<String, String> labels,
    Set<String> strangers) {
  private static final Comparator<Zone> BY_PLAN =
      Comparator.comparing(Zone::planId).thenComparing(Zone::id);

  static final ZoneList EMPTY = new ZoneList(List.of(), List.of(), List.of(), Map.of(), Set.of());

  static ZoneList of(boolean accountKindsOnly, List<Zone> all, Settings settings) {
    Selection only = Selection.of(settings.get(ZONES));
    Selection never = Selection.of(settings.get(EXCLUDE_ZONES));
    List<Zone> selected = all.stream()
        .filter(zone -> only.isEmpty() || only.lists(zone.id(), zone.name()))
        .filter(zone -> !never.lists(zone.id(), zone.name()))
        .toList();
    List<Zone> collected =
        accountKindsOnly ? List.of() : selected.stream().sorted(BY_PLAN).toList();
    Map<String, String> names = new HashMap<>();
    selected.forEach(zone -> names.put(zone.id(), zone.name()));
    return new ZoneList(all, selected, collected, Names.unique(names), strangers(all, settings));
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
  List<ZoneState> told(boolean accountKindsOnly, Settings settings, Predicate<String> closed) {
    Selection never = Selection.of(settings.get(EXCLUDE_ZONES));
    Set<String> open = new HashSet<>(collectedIds());
    open.removeIf(closed);
    Set<String> chosen = new HashSet<>(labels.keySet());
    return all.stream()
        .map(zone -> new ZoneState(
            zone.id(),
            zone.name(),
            open.contains(zone.id()),
            open.contains(zone.id())
                ? "collected"
                : why(zone, chosen.contains(zone.id()), accountKindsOnly, never)))
        .toList();
  }

  private static String why(Zone zone, boolean chosen, boolean accountKindsOnly, Selection never) {
    if (!chosen) {
      return never.lists(zone.id(), zone.name())
          ? "left out: is in cfExcludeZones"
          : "left out: is not in cfZones";
    }
    return accountKindsOnly
        ? "skipped: its account is in cfFreeTierAccounts"
        : "certificates and load balancers only: no dataset that is collected is open to it";
  }

  private static Set<String> strangers(List<Zone> all, Settings settings) {
    List<Setting<Set<String>>> selecting = Stream.of(ZONES, EXCLUDE_ZONES)
        .filter(setting -> !settings.get(setting).isEmpty())
        .toList();
    if (selecting.isEmpty()) {
      return Set.of();
    }
    List<List<String>> known =
        all.stream().map(zone -> List.of(zone.id(), zone.name())).toList();
    Set<String> strangers = new TreeSet<>();
    for (Setting<Set<String>> setting : selecting) {
      Selection.of(settings.get(setting))
          .strangers(known)
          .forEach(item -> strangers.add(setting.name() + "=" + item));
    }
    return strangers;
  }

  List<String> collectedIds() {
    return collected.stream().map(Zone::id).toList();
  }
}
