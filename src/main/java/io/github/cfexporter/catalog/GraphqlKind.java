package io.github.cfexporter.catalog;

import java.util.ArrayList;
import java.util.List;

/** A query kind read from a file below {@code query-kinds/}: one or more datasets of one scope. */
public record GraphqlKind(String name, Scope scope, List<Source> sources) implements QueryKind {
  public GraphqlKind {
    sources = List.copyOf(sources);
  }

  @Override
  public List<Family> families() {
    List<Family> families = new ArrayList<>();
    for (Source source : sources) {
      for (Metric metric : source.metrics()) {
        families.add(metric.family(scope));
      }
    }
    return families;
  }
}
