package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;
import java.util.ArrayList;
import java.util.List;

/** Uploads of log batches: most succeed, some fail and are tried again, some fail for good. */
final class LogpushTraits {
  private static final List<String> DESTINATIONS = List.of("s3", "https");

  static List<Traits> of(String scopeId) {
    List<Traits> sorts = new ArrayList<>();
    for (String destination : DESTINATIONS) {
      sorts.add(upload(scopeId, destination, 200, 1, ""));
      sorts.add(upload(scopeId, destination, 503, 0, "service unavailable"));
      sorts.add(upload(scopeId, destination, 403, 1, "access denied"));
    }
    return sorts;
  }

  private static Traits upload(
      String scopeId, String destination, long status, long last, String error) {
    return Traits.builder()
        .number("jobId", 100_000 + Hash.below(900_000, scopeId + destination))
        .text("destinationType", destination)
        .number("status", status)
        .number("success", status == 200 ? 1 : 0)
        .number("final", last)
        .text("error", error)
        .measure("bytes", 80_000)
        .measure("bytesCompressed", 9_000)
        .measure("records", 120)
        .measure("uploads", 1)
        .measure("uploadDuration", 0.25)
        .build();
  }

  private LogpushTraits() {}
}
