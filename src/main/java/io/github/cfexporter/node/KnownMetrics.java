package io.github.cfexporter.node;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.rest.LoadBalancerWeights;
import io.github.cfexporter.cloudflare.rest.SslCertificates;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.MetricNames;
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
        .toList());
  }

  private KnownMetrics() {}
}
