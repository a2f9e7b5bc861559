package io.github.cfexporter;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import java.util.List;
import java.util.stream.Collectors;

/** The query kinds of this release, for tests that can do with a few of them. */
public final class QueryKinds {
  public static final List<GraphqlKind> GRAPHQL = Catalog.bundled().kinds();

  /** A value for {@code METRICS_DENYLIST} that leaves only some kinds, over GraphQL or REST. */
  public static String denyAllBut(String... kinds) {
    return Catalog.bundled().all().stream()
        .filter(kind -> !List.of(kinds).contains(kind.name()))
        .flatMap(kind -> kind.families().stream())
        .map(family -> family.name())
        .distinct()
        .collect(Collectors.joining(","));
  }

  private QueryKinds() {}
}
