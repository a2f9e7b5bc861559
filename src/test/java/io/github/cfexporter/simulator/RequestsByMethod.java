package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.world.Zone;
import java.util.List;

/** What the counters of one family must say: the requests of a zone by their method. */
public final class RequestsByMethod {
  public static final String FAMILY = "cloudflare_zone_requests_by_method_total";
  public static final String DATASET = "httpRequestsAdaptiveGroups";

  /** Those of one method that happened between two seconds since the epoch, the second one excluded. */
  public static long count(Simulator simulator, Zone zone, String method, long from, long to) {
    return simulator
        .truth()
        .counts(
            zone.id(),
            DATASET,
            event -> List.of(event.text("clientRequestHTTPMethodName")),
            from,
            to)
        .getOrDefault(List.of(method), 0L);
  }

  private RequestsByMethod() {}
}
