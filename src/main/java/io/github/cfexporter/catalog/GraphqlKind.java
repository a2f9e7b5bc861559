package io.github.cfexporter.catalog;

import java.util.List;

/** A query kind read from a file below {@code query-kinds/}: one or more datasets of one scope. */
public record GraphqlKind(String name, Scope scope, List<Source> sources) implements QueryKind {
  public GraphqlKind {
    sources = List.copyOf(sources);
  }

  @Override
  public List<Family> families() {
    return sources.stream()
        .flatMap(source -> source.metrics().stream())
        .map(metric -> metric.family(scope))
        .distinct() // metrics that differ in a constant label only are one family
        .toList();
  }

  /** The same kind without one label: series and selections lose it alike. */
  public GraphqlKind without(String label) {
    return new GraphqlKind(
        name, scope, sources.stream().map(source -> source.without(label)).toList());
  }
}
