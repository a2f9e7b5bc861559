package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.SeriesKey;
import io.github.cfexporter.rig.TrueCounters.Meaning;
import io.github.cfexporter.rig.TrueFamilies.Right;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Walks a catalog and compares each family with what happened, window by window, over half an hour. */
final class FamilyComparison {
  private static final long HALF_AN_HOUR = 1_800;
  private static final long USUAL_WIDTH = 300;
  private static final double ROUNDING_OF_SUMS = 1e-6;

  private final AskedWorld world;
  private final TrueCounters lists = new TrueCounters();
  private final Set<String> compared = new TreeSet<>();
  private final Set<String> left = new TreeSet<>();
  private final Set<String> fractions = new TreeSet<>();
  private final List<String> differences = new ArrayList<>();
  private int values;

  FamilyComparison(AskedWorld world) {
    this.world = world;
  }

  FamilyComparison of(Catalog catalog) {
    for (GraphqlKind kind : catalog.kinds()) {
      for (Source written : kind.sources()) {
        Source source = written.under(Optional.empty(), Optional.empty(), Map.of());
        source.nodes().forEach(node -> compare(kind.scope(), node));
      }
    }
    return this;
  }

  /** What is not as it happened, in words. */
  List<String> differences() {
    return differences;
  }

  /** Families of which at least one value was compared. */
  Set<String> compared() {
    return compared;
  }

  /** Gauges of lists in rows, which are another test's. */
  Set<String> left() {
    return left;
  }

  /** Counters of sums that are no whole numbers, which cannot be counted. */
  Set<String> fractions() {
    return fractions;
  }

  /** How many values of series were compared. */
  int values() {
    return values;
  }

  private void compare(Scope scope, Source source) {
    long grain = source.granularity().toSeconds();
    long width = Math.max(USUAL_WIDTH, grain);
    long end = AskedWorld.END / grain * grain;
    for (long to = end; to > end - HALF_AN_HOUR; to -= width) {
      Window window = new Window(to - width, to);
      Map<String, Delta> deltas = world.deltas(scope, source, window);
      deltas.forEach((subject, delta) -> {
        List<Event> events = world.events(subject, source.dataset(), window);
        compare(source, expected(scope, source, events), served(delta));
      });
    }
  }

  private void compare(
      Source source,
      Map<String, Map<List<String>, Right>> expected,
      Map<String, Map<List<String>, Double>> served) {
    expected.forEach((family, series) -> {
      Map<List<String>, Double> shown = new HashMap<>(served.getOrDefault(family, Map.of()));
      series.forEach((labels, right) -> {
        Double value = shown.remove(labels);
        double tolerance = right.tolerance() + ROUNDING_OF_SUMS * Math.abs(right.value());
        if (Math.abs((value == null ? 0 : value) - right.value()) > tolerance) {
          differences.add(source.dataset() + " " + family + labels + ": served " + value + ", true "
              + right.value());
        }
        values++;
        compared.add(family);
      });
      shown.values().removeIf(value -> value == 0);
      shown.forEach((labels, value) -> differences.add(
          source.dataset() + " " + family + labels + ": served " + value + ", never happened"));
    });
  }

  private Map<String, Map<List<String>, Right>> expected(
      Scope scope, Source source, List<Event> events) {
    Dataset dataset = DeclaredCounters.dataset(scope, source);
    TrueFamilies truth = new TrueFamilies(dataset, source, events);
    Map<String, Map<List<String>, Right>> expected = new HashMap<>();
    for (Metric metric : source.metrics()) {
      if (metric.value() instanceof Value.Sum sum && isFraction(dataset, sum)) {
        fractions.add(metric.name());
      } else if (metric.each().isEmpty()) {
        expected.computeIfAbsent(metric.name(), none -> new HashMap<>()).putAll(truth.of(metric));
      } else if (metric.type() == MetricType.COUNTER) {
        expected.put(metric.name(), ofList(metric, events));
      } else {
        left.add(metric.name());
      }
    }
    return expected;
  }

  private static boolean isFraction(Dataset dataset, Value.Sum sum) {
    return sum.digits() == 0
        && dataset.declaration.fields().stream()
            .anyMatch(field -> field.path().equals(sum.path()) && field.type().startsWith("float"));
  }

  private Map<List<String>, Right> ofList(Metric metric, List<Event> events) {
    Meaning meaning = lists.byFamily().get(metric.name());
    Map<List<String>, Right> sums = new HashMap<>();
    for (Event event : events) {
      if (meaning.where().test(event)) {
        Map<String, String> labels = meaning.labels().apply(event);
        sums.merge(
            metric.labels().stream().map(Label::name).map(labels::get).toList(),
            new Right(meaning.value().applyAsLong(event), 0),
            (some, more) -> new Right(some.value() + more.value(), 0));
      }
    }
    return sums;
  }

  private static Map<String, Map<List<String>, Double>> served(Delta delta) {
    Map<String, Map<List<String>, Double>> served = new HashMap<>();
    delta.counters().forEach(family -> {
      Map<List<String>, Double> series = new HashMap<>();
      family
          .series()
          .toMap()
          .forEach((key, total) ->
              series.put(SeriesKey.values(key, family.labels().size()), (double) total));
      served.put(family.family(), series);
    });
    delta.gauges().forEach(family -> {
      Map<List<String>, Double> series = new HashMap<>();
      family
          .values()
          .forEach(
              (key, value) -> series.put(SeriesKey.values(key, family.labels().size()), value));
      served.put(family.family(), series);
    });
    return served;
  }
}
