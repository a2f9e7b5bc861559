package io.github.cfexporter.node;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.rest.LoadBalancerWeights;
import io.github.cfexporter.cloudflare.rest.SslCertificates;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.MetricNames;
import io.github.cfexporter.settings.values.KindChoice;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The metrics that this release can serve, known before anything runs. */
public final class KnownMetrics {

  public static MetricNames names() {
    return MetricNames.of(() -> Stream.of(
                Catalog.bundled().kinds().stream().flatMap(kind -> kind.families().stream()),
                new SslCertificates().families().stream(),
                new LoadBalancerWeights().families().stream(),
                new OwnFamilies(BuildInfo.read()).families().stream())
            .flatMap(families -> families)
            .map(Family::name)
            .toList())
        .with(KnownMetrics::kinds);
  }

  /** What may be set of each query kind beside on and off. */
  private static Map<String, Set<String>> kinds() {
    Map<String, Set<String>> kinds = new TreeMap<>();
    for (GraphqlKind kind : Catalog.bundled().kinds()) {
      Set<String> keys = new HashSet<>(kind.settings());
      keys.add(KindChoice.INTERVAL);
      keys.add(KindChoice.DELAY);
      kinds.put(kind.name(), keys);
    }
    kinds.put(new SslCertificates().name(), Set.of());
    kinds.put(new LoadBalancerWeights().name(), Set.of());
    return kinds;
  }

  private KnownMetrics() {}
}
