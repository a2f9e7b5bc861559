package io.github.cfexporter.catalog;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A query kind read from a file below {@code query-kinds/}: one or more datasets of one scope. */
public record GraphqlKind(String name, Scope scope, boolean enabled, List<Source> sources)
    implements QueryKind {
  public GraphqlKind {
    sources = List.copyOf(sources);
  }

  @Override
  public List<Family> families() {
    Map<String, Family> families = new LinkedHashMap<>(); // several metrics may be one family
    for (Source source : sources) {
      for (Metric metric : source.metrics()) {
        families.putIfAbsent(
            metric.name(), metric.family(scope).orElseFrom(elsewhere(source, metric.name())));
      }
    }
    return List.copyOf(families.values());
  }

  /** How many digits of a counter stand behind the point, by family; whole numbers are missing. */
  public Map<String, Integer> decimals() {
    Map<String, Integer> decimals = new HashMap<>();
    sources.stream()
        .flatMap(source -> source.metrics().stream())
        .filter(metric -> metric.value().shownDecimals() > 0)
        .forEach(metric -> decimals.put(metric.name(), metric.value().shownDecimals()));
    return decimals;
  }

  /** What may be given for its filters, by name, see {@link GivenOperand}. */
  public Set<String> settings() {
    return sources.stream()
        .flatMap(source -> source.nodes().stream())
        .flatMap(node -> node.filter().values().stream())
        .filter(GivenOperand.class::isInstance)
        .map(operand -> ((GivenOperand) operand).name())
        .collect(Collectors.toSet());
  }

  /** The datasets that have a family where the source's own is not open. */
  private static List<String> elsewhere(Source source, String family) {
    return source.alternatives().stream()
        .filter(node -> node.metrics().stream().anyMatch(metric -> metric.name().equals(family)))
        .map(Source::dataset)
        .distinct()
        .toList();
  }

  /** The same kind without one label: series and selections lose it alike. */
  public GraphqlKind without(String label) {
    return new GraphqlKind(
        name,
        scope,
        enabled,
        sources.stream().map(source -> source.without(label)).toList());
  }
}
