package io.github.cfexporter.verticle;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.LoadBalancerWeights;
import io.github.cfexporter.cloudflare.SslCertificates;
import io.github.cfexporter.settings.MetricNames;
import java.util.List;
import java.util.stream.Stream;

/** The metrics that this release can serve, known before anything runs. */
public final class KnownMetrics {

  public static MetricNames names() {
    return MetricNames.of(Stream.of(
            Catalog.bundled().kinds().stream().flatMap(kind -> kind.families().stream()),
            new SslCertificates().families().stream(),
            new LoadBalancerWeights().families().stream(),
            ownFamilies().stream())
        .flatMap(families -> families)
        .map(Family::name)
        .toList());
  }

  private static List<Family> ownFamilies() {
    Time time = new StandingTime();
    return new OwnFamilies(new Telemetry(time), time, BuildInfo.read()).families();
  }

  /** Families are only named here, so nothing is measured. */
  private static final class StandingTime implements Time {
    @Override
    public long millis() {
      return 0;
    }

    @Override
    public long after(long delayMillis, Runnable task) {
      throw new IllegalStateException("time stands still");
    }

    @Override
    public void cancel(long timer) {
      throw new IllegalStateException("time stands still");
    }
  }

  private KnownMetrics() {}
}
