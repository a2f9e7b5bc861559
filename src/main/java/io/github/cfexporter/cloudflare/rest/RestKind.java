package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.vertx.core.Future;
import java.util.List;

/** A query kind whose samples are read from REST resources, zone by zone. All are gauges. */
public interface RestKind extends QueryKind {
  /** Reads what the zones of an account share, once for all of them. */
  Future<ZoneReader> open(String accountId, Rest rest);

  @Override
  default Scope scope() {
    return Scope.REST;
  }

  /** Reads one zone; no two samples share family and labels. */
  @FunctionalInterface
  interface ZoneReader {
    Future<List<Sample>> read(String zoneId);
  }

  /**
   * One sample of one zone.
   *
   * @param labelValues in the order of the family's labels, without {@code zone, account}
   */
  record Sample(String family, List<String> labelValues, double value) {
    public Sample {
      labelValues = List.copyOf(labelValues);
    }
  }
}
