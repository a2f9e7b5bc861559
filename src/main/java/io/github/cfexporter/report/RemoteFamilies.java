package io.github.cfexporter.report;

import java.util.List;

/** Samples that are sent by remote write, where any are. */
final class RemoteFamilies {
  private static final List<String> RECEIVER = List.of("endpoint");

  static List<OwnFamily> all() {
    return List.of(
        OwnFamily.counter(
            "cloudflare_exporter_remote_write_samples_total",
            "Samples for a receiver of remote write: sent, refused by it, or dropped unsent.",
            List.of("endpoint", "outcome"),
            Count.Subject.REMOTE_SAMPLES),
        OwnFamily.gauge(
            "cloudflare_exporter_remote_write_pending_samples",
            "Samples that wait for a receiver.",
            RECEIVER,
            (out, names, report, now) -> report.each(
                Count.Subject.REMOTE_PENDING,
                (labels, samples) -> out.sample(names, labels, samples))),
        OwnFamily.gauge(
            "cloudflare_exporter_remote_write_newest_timestamp_seconds",
            "Time of the newest sample that a receiver has taken, as Unix time.",
            RECEIVER,
            (out, names, report, now) -> report.each(Count.Subject.REMOTE_NEWEST, (labels, at) -> {
              if (at > 0) {
                out.sample(names, labels, at);
              }
            })));
  }

  private RemoteFamilies() {}
}
