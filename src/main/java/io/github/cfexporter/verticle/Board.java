package io.github.cfexporter.verticle;

import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.FamilyTotals;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.LabelForm;
import io.github.cfexporter.counting.SeriesKey;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The working copy of what one batch of one query kind shows: totals and gauges, source by source
 * and zone by zone. Touched by one thread at a time, the ordered worker of its verticle.
 */
final class Board {
  private final Map<Cell, Totals> totals = new HashMap<>();
  private final Map<Cell, List<Gauges>> gauges = new HashMap<>();

  /** One source in one zone; the zone is empty for the account. */
  record Cell(String source, String zone) {}

  /** How a zone is shown. */
  record Shown(String zone, String label) {}

  void load(Cell cell, Totals loaded) {
    totals.put(cell, loaded);
  }

  void add(Cell cell, long resumed, Window window, Delta delta, long idleBefore) {
    totals
        .computeIfAbsent(cell, c -> Totals.startingAt(resumed))
        .add(resumed, window, delta, idleBefore);
    gauges.put(cell, delta.gauges());
  }

  /** Forgets zones that are no longer shown. */
  void retain(java.util.Set<String> zones) {
    totals.keySet().removeIf(cell -> !zones.contains(cell.zone()));
    gauges.keySet().removeIf(cell -> !zones.contains(cell.zone()));
  }

  /**
   * Renders every series.
   *
   * @param families names in the order of the catalog
   * @param sources names of the sources of the query kind
   */
  Fragment render(String account, List<Shown> zones, List<String> sources, List<String> families) {
    FragmentWriter writer = new FragmentWriter();
    for (String family : families) {
      writer.family(family);
      for (Shown zone : zones) {
        for (String source : sources) {
          render(writer, family, new Cell(source, zone.zone()), prefix(account, zone));
        }
      }
    }
    return writer.finish();
  }

  private void render(FragmentWriter writer, String family, Cell cell, Prefix prefix) {
    Totals counters = totals.get(cell);
    if (counters != null) {
      counters.families().stream()
          .filter(f -> f.family().equals(family))
          .forEach(f -> counters(writer, f, prefix));
    }
    gauges.getOrDefault(cell, List.of()).stream()
        .filter(g -> g.family().equals(family))
        .forEach(g -> gauges(writer, g, prefix));
  }

  private static void counters(FragmentWriter writer, FamilyTotals family, Prefix prefix) {
    List<String> names =
        prefix.names(family.labels().stream().map(LabelForm::name).toList());
    int labels = family.labels().size();
    family
        .series()
        .forEach((key, total, movedAt) ->
            writer.sample(names, prefix.values(SeriesKey.values(key, labels)), total));
  }

  private static void gauges(FragmentWriter writer, Gauges family, Prefix prefix) {
    List<String> names = prefix.names(family.labels());
    int labels = family.labels().size();
    family
        .values()
        .forEach((key, value) ->
            writer.sample(names, prefix.values(SeriesKey.values(key, labels)), value));
  }

  private static Prefix prefix(String account, Shown zone) {
    return zone.zone().isEmpty()
        ? new Prefix(List.of("account"), List.of(account))
        : new Prefix(List.of("zone", "account"), List.of(zone.label(), account));
  }

  /** The labels that every series of a zone begins with. */
  private record Prefix(List<String> names, List<String> values) {
    List<String> names(List<String> others) {
      return join(names, others);
    }

    List<String> values(List<String> others) {
      return join(values, others);
    }

    private static List<String> join(List<String> first, List<String> second) {
      List<String> all = new ArrayList<>(first.size() + second.size());
      all.addAll(first);
      all.addAll(second);
      return all;
    }
  }
}
