package io.github.cfexporter.collect;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.Writer;
import io.github.cfexporter.exposition.Created;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentRenderer;
import io.github.cfexporter.exposition.LineWriter;
import io.github.cfexporter.exposition.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

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
  private BiConsumer<SourceZone, Totals> gone = (sourceZone, last) -> {};

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

  /** Who is told what is forgotten altogether, with what it had come to. */
  void onGone(BiConsumer<SourceZone, Totals> taker) {
    gone = taker;
  }

  /** The working copy; empty before it was loaded or begun. */
  Optional<Totals> totals(SourceZone sourceZone) {
    return Optional.ofNullable(totals.get(sourceZone));
  }

  Set<SourceZone> sourceZones() {
    return totals.keySet();
  }

  void load(SourceZone sourceZone, Totals loaded) {
    totals.put(sourceZone, loaded);
  }

  /**
   * Adds a window; answers how many gauges found no room, by family.
   *
   * @param writer see {@link Writer#id}
   */
  public Map<String, Integer> add(
      SourceZone sourceZone,
      long resumed,
      Window window,
      Delta delta,
      Retention kept,
      long writer) {
    Totals counters = totals.computeIfAbsent(sourceZone, c -> Totals.startingAt(resumed));
    counters.add(resumed, window, delta, kept, new Writer(writer, counters.version()));
    List<Gauges> before = gauges.getOrDefault(sourceZone, List.of());
    List<Gauges> shown = Gauges.upTo(kept.mostSeries(), delta.gauges(), before);
    Map<String, Integer> dropped = new HashMap<>();
    for (int i = 0; i < shown.size(); i++) {
      int lacking =
          delta.gauges().get(i).values().size() - shown.get(i).values().size();
      if (lacking > 0) {
        dropped.put(shown.get(i).family(), lacking);
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

  /** Ends of the windows that brought series which are held at zero; those without any are missing. */
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
  void dropGauges(Set<SourceZone> sourceZones) {
    gauges.keySet().removeAll(sourceZones);
  }

  /** Forgets a source in a zone altogether. */
  void drop(SourceZone sourceZone) {
    Optional.ofNullable(totals.remove(sourceZone)).ifPresent(last -> gone.accept(sourceZone, last));
    gauges.remove(sourceZone);
  }

  /** Forgets zones that are no longer shown; tells whether there was anything of them. */
  boolean retain(Set<String> zones) {
    List<SourceZone> others = totals.keySet().stream()
        .filter(sourceZone -> !zones.contains(sourceZone.zone()))
        .toList();
    others.forEach(this::drop);
    gauges.keySet().removeIf(sourceZone -> !zones.contains(sourceZone.zone()));
    return !others.isEmpty();
  }

  /**
   * Renders what has changed since the last time, and shows everything.
   *
   * @param families names in the order of the catalog
   * @param sources names of the sources of the query kind
   * @param created whether OpenMetrics shall say when each counter began
   */
  public Fragment render(
      String label,
      List<Shown> zones,
      List<String> sources,
      List<String> families,
      boolean created) {
    Map<String, List<Samples>> samples = new LinkedHashMap<>();
    families.forEach(family -> samples.put(family, new ArrayList<>()));
    for (Shown zone : zones) {
      Shared shared = shared(label, zone);
      for (String source : sources) {
        SourceZone sourceZone = new SourceZone(account, kind, source, zone.zone());
        counters(sourceZone, shared, samples, created);
        gauges(sourceZone, shared, samples);
      }
    }
    return renderer.render(samples);
  }

  /** Which counters are shown, by source and zone. */
  Map<String, Version> versions() {
    Map<String, Version> versions = new HashMap<>();
    totals.forEach((sourceZone, counters) ->
        versions.put(sourceZone.source() + "/" + sourceZone.zone(), counters.shown()));
    return versions;
  }

  private void counters(
      SourceZone sourceZone, Shared shared, Map<String, List<Samples>> samples, boolean created) {
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
        List<CounterPage> pages = CounterPage.all(
            family.series(), new CounterPage.Form(labels, shared.values(), digits), heldFrom);
        shown.addAll(pages);
        if (created && Created.isFor(family.family())) {
          samples
              .computeIfAbsent(Created.beside(family.family()), f -> new ArrayList<>())
              .addAll(CounterPage.allWithCreated(pages, family.births()));
        }
      }
    }
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
