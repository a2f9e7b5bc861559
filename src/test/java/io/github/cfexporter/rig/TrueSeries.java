package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.traffic.Event;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The true series of one family. Labels tell what an event is like and never when it was, so that they
 * are made once for all events that are alike.
 */
final class TrueSeries {
  private final TrueCounters.Meaning meaning;
  private final IdentityHashMap<Object, Alike> byTraits = new IdentityHashMap<>();

  private static final class Alike {
    private final Event first;
    private long total;

    Alike(Event first) {
      this.first = first;
    }
  }

  TrueSeries(TrueCounters.Meaning meaning) {
    this.meaning = meaning;
  }

  /** Those of families that are sums, by family: several where there is one for each of several fields. */
  static Map<String, List<TrueSeries>> of(
      List<String> families, String dataset, TrueCounters truth) {
    Map<String, List<TrueSeries>> series = new HashMap<>();
    for (String family : families) {
      if (!family.equals(TrueCounters.UNIQUES)) {
        series.put(family, truth.all(family, dataset).map(TrueSeries::new).toList());
      }
    }
    return series;
  }

  void add(Event event) {
    if (meaning.where().test(event)) {
      byTraits.computeIfAbsent(event.traits(), traits -> new Alike(event)).total +=
          meaning.value().applyAsLong(event);
    }
  }

  /** Adds totals by labels, in the form in which they are shown. */
  void addTo(Map<Map<String, String>, Long> totals, UnaryOperator<Map<String, String>> shown) {
    byTraits
        .values()
        .forEach(alike ->
            totals.merge(shown.apply(meaning.labels().apply(alike.first)), alike.total, Long::sum));
  }
}
