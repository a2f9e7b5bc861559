package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentRenderer;
import io.github.cfexporter.exposition.LineWriter;
import io.github.cfexporter.exposition.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The working copy of what one batch of one query kind shows: totals and gauges, source by source
 * and zone by zone. Touched by one thread at a time, the ordered worker of its verticle.
 */
public final class BatchSeries {
  private final Map<SourceZone, Totals> totals = new HashMap<>();
  private final Map<SourceZone, List<Gauges>> gauges = new HashMap<>();
  private final FragmentRenderer renderer = new FragmentRenderer();
  private final String account;
  private final String kind;
  private final Map<String, Integer> decimals;

  /**
   * Nothing is shown yet.
   *
   * @param account Cloudflare's id
   * @param decimals how many digits of counters stand behind the point, by family
   */
  public BatchSeries(String account, String kind, Map<String, Integer> decimals) {
    this.account = account;
    this.kind = kind;
    this.decimals = Map.copyOf(decimals);
  }

  /** How a zone is shown. */
  public record Shown(String zone, String label) {}

  void load(SourceZone sourceZone, Totals loaded) {
    totals.put(sourceZone, loaded);
  }

  /** Adds a window; answers how many gauges found no room, by family. */
  public Map<String, Integer> add(
      SourceZone sourceZone, long resumed, Window window, Delta delta, Retention kept) {
    totals
        .computeIfAbsent(sourceZone, c -> Totals.startingAt(resumed))
        .add(resumed, window, delta, kept);
    Map<String, Set<String>> before = new HashMap<>();
    gauges
        .getOrDefault(sourceZone, List.of())
        .forEach(family -> before.put(family.family(), family.values().keySet()));
    Map<String, Integer> dropped = new HashMap<>();
    List<Gauges> shown = new ArrayList<>();
    for (Gauges family : delta.gauges()) {
      Gauges some = family.upTo(kept.mostSeries(), before.getOrDefault(family.family(), Set.of()));
      shown.add(some);
      if (some.values().size() < family.values().size()) {
        dropped.put(family.family(), family.values().size() - some.values().size());
      }
    }
    gauges.put(sourceZone, shown);
    return dropped;
  }

  /** Shows the values of series that windows up to a second have brought. */
  void show(SourceZone sourceZone, long second) {
    Totals counters = totals.get(sourceZone);
    if (counters != null) {
      counters.show(second);
    }
  }

  /** Ends of the windows that brought series which are held at zero; places without any are missing. */
  Map<SourceZone, Set<Integer>> held() {
    Map<SourceZone, Set<Integer>> held = new HashMap<>();
    totals.forEach((sourceZone, counters) -> {
      Set<Integer> windows = counters.heldSince();
      if (!windows.isEmpty()) {
        held.put(sourceZone, windows);
      }
    });
    return held;
  }

  /** Forgets families of a source in a zone. */
  void drop(SourceZone sourceZone, Set<String> families) {
    Totals counters = totals.get(sourceZone);
    if (counters != null) {
      counters.drop(families);
    }
  }

  /** Forgets gauges that are too old; counters stay. */
  void dropGauges(Set<SourceZone> places) {
    gauges.keySet().removeAll(places);
  }

  /** Forgets a source in a zone altogether. */
  void drop(SourceZone sourceZone) {
    totals.remove(sourceZone);
    gauges.remove(sourceZone);
  }

  /** Forgets zones that are no longer shown. */
  void retain(Set<String> zones) {
    totals.keySet().removeIf(sourceZone -> !zones.contains(sourceZone.zone()));
    gauges.keySet().removeIf(sourceZone -> !zones.contains(sourceZone.zone()));
  }

  /**
   * Renders what has changed since the last time, and shows everything.
   *
   * @param families names in the order of the catalog
   * @param sources names of the sources of the query kind
   */
  public Fragment render(
      String label, List<Shown> zones, List<String> sources, List<String> families) {
    Map<String, List<Samples>> samples = new LinkedHashMap<>();
    families.forEach(family -> samples.put(family, new ArrayList<>()));
    for (Shown zone : zones) {
      Shared shared = shared(label, zone);
      for (String source : sources) {
        SourceZone sourceZone = new SourceZone(account, kind, source, zone.zone());
        counters(sourceZone, shared, samples);
        gauges(sourceZone, shared, samples);
      }
    }
    return renderer.render(samples);
  }

  /** How far the counters of each source in each zone have come, in seconds since the epoch. */
  Map<String, Long> watermarks() {
    Map<String, Long> watermarks = new HashMap<>();
    totals.forEach((sourceZone, counters) ->
        watermarks.put(sourceZone.source() + "/" + sourceZone.zone(), counters.watermark()));
    return watermarks;
  }

  private void counters(SourceZone sourceZone, Shared shared, Map<String, List<Samples>> samples) {
    Totals counters = totals.get(sourceZone);
    if (counters == null) {
      return;
    }
    for (FamilyTotals family : counters.families()) {
      List<Samples> shown = samples.get(family.family());
      if (shown != null) {
        List<String> labels =
            shared.with(family.labels().stream().map(LabelForm::name).toList());
        int heldFrom = family.heldFrom(counters.shownTo());
        int digits = decimals.getOrDefault(family.family(), 0);
        shown.addAll(
            pages(family.series(), new CounterForm(labels, shared.values(), digits), heldFrom));
      }
    }
  }

  private static List<Samples> pages(SeriesTable table, CounterForm form, int heldFrom) {
    List<Samples> pages = new ArrayList<>();
    for (int page = 0; page < table.pages(); page++) {
      int valued = Math.max(0, Math.min(heldFrom - page * SeriesTable.PAGE, table.pageSize(page)));
      pages.add(new CounterPage(form, table, page, table.version(page), valued));
    }
    return pages;
  }

  private void gauges(SourceZone sourceZone, Shared shared, Map<String, List<Samples>> samples) {
    for (Gauges family : gauges.getOrDefault(sourceZone, List.of())) {
      List<Samples> shown = samples.get(family.family());
      if (shown != null) {
        shown.add(new GaugeSamples(shared.with(family.labels()), shared.values(), family));
      }
    }
  }

  private static Shared shared(String account, Shown zone) {
    return zone.zone().isEmpty()
        ? new Shared(List.of("account"), List.of(account))
        : new Shared(List.of("zone", "account"), List.of(zone.label(), account));
  }

  /** The labels that every series of a zone begins with. */
  private record Shared(List<String> names, List<String> values) {
    List<String> with(List<String> others) {
      List<String> all = new ArrayList<>(names);
      all.addAll(others);
      return all;
    }
  }

  /** How lines of a counter family look in one zone. */
  private record CounterForm(List<String> labels, List<String> shared, int decimals) {}

  /**
   * A page of a table as it was at a version: equal while nothing on it changes.
   *
   * @param valued how many of its series show their value; those behind them are held at zero
   */
  private record CounterPage(CounterForm form, SeriesTable table, int page, int version, int valued)
      implements Samples {
    @Override
    public List<String> labels() {
      return form.labels();
    }

    @Override
    public List<String> shared() {
      return form.shared();
    }

    @Override
    public int size() {
      return table.pageSize(page);
    }

    @Override
    public void writeTo(LineWriter lines) {
      int[] left = {valued};
      table.forEachOn(
          page,
          (key, total, movedAt) -> lines.line(key, left[0]-- > 0 ? total : 0, form.decimals()));
    }
  }

  /** Gauges of one window. */
  private record GaugeSamples(List<String> labels, List<String> shared, Gauges gauges)
      implements Samples {
    @Override
    public int size() {
      return gauges.values().size();
    }

    @Override
    public void writeTo(LineWriter lines) {
      gauges.values().forEach(lines::line);
    }
  }
}
