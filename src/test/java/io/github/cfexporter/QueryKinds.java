package io.github.cfexporter;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The query kinds of this release, for tests that can do with a few of them. */
public final class QueryKinds {
  public static final List<GraphqlKind> GRAPHQL = Catalog.bundled().kinds();

  /**
   * Some of them: zones and accounts, rollups and samples, raw rows and alternatives. What one product
   * more has is nothing new to most tests, but all of them together would take them three times as long.
   */
  public static final Catalog USUAL = only(
      "worker-totals",
      "logpush-account",
      "magic-transit",
      "http-metrics",
      "adaptive-metrics",
      "edge-country-metrics",
      "colo-metrics",
      "colo-error-metrics",
      "request-method-metrics",
      "health-check-metrics",
      "load-balancer-metrics",
      "logpush-zone",
      "origin-status-metrics",
      "cache-miss-metrics",
      "ssl-certificates",
      "lb-weight-metrics");

  /** A value for {@code QUERY_KINDS} that leaves only the usual ones. */
  public static String usualOnly() {
    return Catalog.bundled().all().stream()
        .filter(kind -> !USUAL.all().contains(kind))
        .map(kind -> kind.name() + ": off")
        .collect(Collectors.joining(", "));
  }

  /** A value for {@code QUERY_KINDS} that has these kinds on, also where they are off by themselves. */
  public static String allOn(List<? extends QueryKind> kinds) {
    return kinds.stream().map(kind -> kind.name() + ": on").collect(Collectors.joining(", "));
  }

  /** All kinds of this release, of zones or of accounts. */
  public static List<GraphqlKind> of(Scope scope) {
    return GRAPHQL.stream().filter(kind -> kind.scope() == scope).toList();
  }

  private static Catalog only(String... kinds) {
    return Catalog.of(
        Catalog.bundled().all().stream()
            .filter(kind -> List.of(kinds).contains(kind.name()))
            .toList(),
        Map.of());
  }

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
