package io.github.cfexporter.accounts;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Cloudflare has told of one zone or account.
 *
 * @param limits by dataset
 * @param asked datasets that were asked about, also those of which nothing was told
 * @param expires when to ask anew, in milliseconds since the epoch
 */
record KnownLimits(Map<String, DatasetLimits> limits, Set<String> asked, long expires) {
  KnownLimits {
    asked = Set.copyOf(asked);
  }

  /** As of what no credential may read, or what is gone. */
  static Map<String, DatasetLimits> nothing(Collection<String> datasets) {
    return datasets.stream()
        .collect(Collectors.toMap(dataset -> dataset, dataset -> DatasetLimits.CLOSED));
  }

  /** The datasets of kinds of one scope, those that stand in for others included. */
  static Set<String> datasets(Collection<GraphqlKind> kinds, Scope scope) {
    return kinds.stream()
        .filter(kind -> kind.scope() == scope)
        .flatMap(kind -> kind.sources().stream())
        .flatMap(source -> source.nodes().stream())
        .map(Source::dataset)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether all of these were asked about. */
  boolean covers(Set<String> datasets) {
    return asked.containsAll(datasets);
  }

  /** Whether none of the datasets is open. */
  boolean isClosed() {
    return asked.stream()
        .noneMatch(
            dataset -> limits.getOrDefault(dataset, DatasetLimits.UNKNOWN).enabled());
  }

  /** The same, to be asked about anew now. */
  KnownLimits expired() {
    return new KnownLimits(limits, asked, 0);
  }
}
