package io.github.cfexporter.catalog.live;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What becomes of query kinds when other files take the place of those of before. */
public record CatalogChange(Catalog before, Catalog now) {

  /** Kinds that are no longer there, or are about something else under their name. */
  public List<QueryKind> removed() {
    return before.all().stream().filter(kind -> successor(kind).isEmpty()).toList();
  }

  /** Kinds that are there still, but not as before. */
  public List<QueryKind> changed() {
    return before.all().stream()
        .filter(kind -> successor(kind).filter(next -> !next.equals(kind)).isPresent())
        .toList();
  }

  /** Kinds that begin, or begin anew because they have changed. */
  public List<QueryKind> started() {
    return now.all().stream().filter(kind -> !before.all().contains(kind)).toList();
  }

  /** Kinds that end, or end as they were because they have changed. */
  public List<QueryKind> ended() {
    return before.all().stream().filter(kind -> !now.all().contains(kind)).toList();
  }

  /** The kind that goes on where another one stands: that of the same name, API and scope. */
  public Optional<QueryKind> successor(QueryKind kind) {
    return now.all().stream()
        .filter(next -> next.name().equals(kind.name()))
        .filter(next -> next.getClass() == kind.getClass() && next.scope() == kind.scope())
        .findFirst();
  }

  /** Names of the sources of a kind that its successor does not have. */
  public static Set<String> endedSources(GraphqlKind kind, GraphqlKind next) {
    Set<String> ended = new HashSet<>();
    kind.sources().forEach(source -> ended.add(source.name()));
    next.sources().forEach(source -> ended.remove(source.name()));
    return ended;
  }

  /**
   * Families of a source that do not go on in the source of the same name: they are gone, are of
   * another type, or their counters are kept in another unit.
   */
  public static Set<String> endedFamilies(Source source, GraphqlKind next) {
    Map<String, Metric> kept = new HashMap<>();
    next.sources().stream()
        .filter(one -> one.name().equals(source.name()))
        .flatMap(one -> one.metrics().stream())
        .forEach(metric -> kept.putIfAbsent(metric.name(), metric));
    Set<String> ended = new HashSet<>();
    for (Metric metric : source.metrics()) {
      Metric known = kept.get(metric.name());
      if (known == null
          || known.type() != metric.type()
          || known.value().shownDecimals() != metric.value().shownDecimals()) {
        ended.add(metric.name());
      }
    }
    return ended;
  }

  /** Families of a kind that its successor has, too, with the same meaning of their numbers. */
  public static Set<String> keptFamilies(GraphqlKind kind, GraphqlKind next) {
    Set<String> kept = new HashSet<>();
    kind.families().forEach(family -> kept.add(family.name()));
    kind.sources().forEach(source -> kept.removeAll(endedFamilies(source, next)));
    return kept;
  }
}
