package io.github.cfexporter.report;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.FragmentWriter;
import java.util.List;

/**
 * A family that tells how the exporter is doing.
 *
 * @param samples writes what it shows of a report
 */
record OwnFamily(Family family, Samples samples) {
  static final List<String> NO_LABELS = List.of();

  /** Writes the samples of a family. */
  @FunctionalInterface
  interface Samples {
    /**
     * Writes the samples.
     *
     * @param now seconds since the epoch
     */
    void write(FragmentWriter out, List<String> labels, Report report, long now);
  }

  static OwnFamily gauge(String name, String help, List<String> labels, Samples samples) {
    return new OwnFamily(new Family(name, MetricType.GAUGE, help, labels), samples);
  }

  static OwnFamily counter(String name, String help, List<String> labels, Samples samples) {
    return new OwnFamily(new Family(name, MetricType.COUNTER, help, labels), samples);
  }

  /** A counter of which the report has the samples. */
  static OwnFamily counter(String name, String help, List<String> labels, Count.Subject subject) {
    return counter(
        name,
        help,
        labels,
        (out, names, report, now) ->
            report.each(subject, (values, count) -> out.sample(names, values, count)));
  }
}
