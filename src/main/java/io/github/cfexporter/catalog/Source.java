package io.github.cfexporter.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One dataset node of a document: the unit of entitlement, of the watermark and of truncation.
 *
 * @param name unique within its kind; the {@code source} label
 * @param dataset field below {@code zones} or {@code accounts} in Cloudflare's schema
 * @param granularity windows begin and end on multiples of it, counted from the epoch
 * @param filter extra filter fields beside the window, such as {@code edgeResponseStatus_geq: 400};
 *     values are {@link Long}, {@link String} or lists of them
 * @param groupBy paths selected although no label shows them, because a value needs their grouping
 * @param newest when set, the most rows asked for, newest first; only the newest row of a series
 *     counts then, so a full page is not a truncated one
 */
public record Source(
    String name,
    String dataset,
    Duration granularity,
    Map<String, Object> filter,
    List<String> groupBy,
    OptionalInt newest,
    List<Metric> metrics) {

  public Source {
    filter = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    groupBy = List.copyOf(groupBy);
    metrics = List.copyOf(metrics);
  }

  /** The leaves that labels and values read, and nothing else. */
  public Shape shape() {
    Shape.Builder shape = new Shape.Builder();
    groupBy.forEach(shape::leaf);
    metrics.forEach(metric -> metric.addTo(shape));
    return shape.build();
  }

  /** The same source without one label; its leaves stay only where something else reads them. */
  public Source without(String label) {
    List<Metric> fewerLabels =
        metrics.stream().map(metric -> metric.without(label)).toList();
    return new Source(name, dataset, granularity, filter, groupBy, newest, fewerLabels);
  }
}
