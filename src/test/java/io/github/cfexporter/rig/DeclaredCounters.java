package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.rig.TrueCounters.Meaning;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The meaning of counters that are plain sums, by what the vocabulary of query kinds promises: whatever
 * is declared needs no second writing in {@link TrueCounters} unless it is more than a sum.
 */
final class DeclaredCounters {

  /** Of a family that has a series for each of several fields, one for each of them in their order. */
  static final Map<String, List<Meaning>> VARIANTS = new HashMap<>();

  /** What whole numbers of the truth are divided by to be what is served, by built-in family. */
  private static final Map<String, Double> UNITS = new HashMap<>();

  /** By how much what is served may be off since fractions were rounded, by built-in family. */
  private static final Map<String, Double> ROUNDINGS = new HashMap<>();

  /** The truth of fractions is rounded for each event, so it is finer than that of rows. */
  private static final double FINER = 1_000;

  /** How many rows may have been rounded for one series, in a test of half an hour. */
  private static final double ROWS = 200;

  static {
    forEachSum(Catalog.bundled(), (scope, source, metric, sum) -> {
      double shown = Math.pow(10, sum.decimals());
      UNITS.put(metric.name(), sum.digits() > 0 ? shown * FINER : shown);
      ROUNDINGS.put(metric.name(), sum.digits() > 0 ? ROWS * 0.5 / shown : 0);
      if (metric.labels().stream().anyMatch(label -> label.as() == Label.Transform.CONSTANT)) {
        VARIANTS
            .computeIfAbsent(metric.name(), none -> new ArrayList<>())
            .add(meaning(dataset(scope, source), source, metric, sum));
      }
    });
  }

  private interface Visitor {
    void visit(Scope scope, Source source, Metric metric, Value.Sum sum);
  }

  /** The meanings of all sums of a catalog. */
  static Map<String, Meaning> of(Catalog catalog) {
    Map<String, Meaning> meanings = new HashMap<>();
    forEachSum(
        catalog,
        (scope, source, metric, sum) -> meanings.putIfAbsent(
            metric.name(), meaning(dataset(scope, source), source, metric, sum)));
    return meanings;
  }

  /** What the truth of a built-in sum is divided by; of what is no sum, something else. */
  static double unit(String family, double otherwise) {
    return UNITS.getOrDefault(family, otherwise);
  }

  static double rounding(String family) {
    return ROUNDINGS.getOrDefault(family, 0.0);
  }

  private static void forEachSum(Catalog catalog, Visitor visitor) {
    for (GraphqlKind kind : catalog.kinds()) {
      for (Source written : kind.sources()) {
        Source source = written.under(Optional.empty(), Optional.empty(), Map.of());
        for (Metric metric : source.metrics()) {
          if (metric.value() instanceof Value.Sum sum
              && sum.cumulative()
              && metric.each().isEmpty()
              && isPlain(dataset(kind.scope(), source), sum.path())) {
            visitor.visit(kind.scope(), source, metric, sum);
          }
        }
      }
    }
  }

  private static boolean isPlain(Dataset dataset, String path) {
    return path.equals("count") || path.startsWith("sum.") || dataset.raw();
  }

  static Dataset dataset(Scope scope, Source source) {
    Dataset.Scope place = scope == Scope.ZONE ? Dataset.Scope.ZONE : Dataset.Scope.ACCOUNT;
    return Dataset.named(place, source.dataset()).orElseThrow();
  }

  private static Meaning meaning(Dataset dataset, Source source, Metric metric, Value.Sum sum) {
    return new Meaning(
        event -> TrueFilter.accepts(source.filter(), event)
            && TrueFamilies.meets(sum.when(), row(dataset, event)),
        event -> labels(metric, row(dataset, event)),
        event -> sum.path().equals(Value.ROWS)
            ? 1
            : Math.round(row(dataset, event).number(sum.path()) * finer(sum)));
  }

  private static double finer(Value.Sum sum) {
    return sum.digits() > 0 ? sum.fineness() * FINER : 1;
  }

  private static TrueRow row(Dataset dataset, Event event) {
    return new TrueRow(dataset, List.of(event));
  }

  private static Map<String, String> labels(Metric metric, TrueRow row) {
    Map<String, String> labels = new TreeMap<>();
    for (Label label : metric.labels()) {
      labels.put(label.name(), TrueFamilies.label(label, row));
    }
    return labels;
  }

  private DeclaredCounters() {}
}
