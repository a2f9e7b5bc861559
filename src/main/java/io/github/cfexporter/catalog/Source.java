package io.github.cfexporter.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What is counted together, from one watermark: one dataset node of a document or, where that is not
 * open to a zone, those nodes that stand in for it. Each node is a unit of entitlement.
 *
 * @param name unique within its kind; the {@code source} label
 * @param dataset field below {@code zones} or {@code accounts} in Cloudflare's schema
 * @param timing when and for what time it is asked
 * @param filter extra filter fields beside the window, such as {@code edgeResponseStatus_geq: 400};
 *     values are {@link Long}, {@link String} or lists of them, or a {@link GivenOperand}
 * @param groupBy paths selected although no label shows them, because a value needs their grouping
 * @param newest when set, the most rows asked for, newest first; only the newest row of a series
 *     counts then, so a full page is not a truncated one
 * @param alternatives nodes that together stand in for this one where its own dataset is not open:
 *     they have families of this one only, each family once and with the same labels. Windows of
 *     theirs keep to the granularity and continue from the watermark of this one
 */
public record Source(
    String name,
    String dataset,
    Timing timing,
    Map<String, Object> filter,
    List<String> groupBy,
    OptionalInt newest,
    List<Metric> metrics,
    List<Source> alternatives) {

  public Source {
    filter = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(filter));
    groupBy = List.copyOf(groupBy);
    metrics = List.copyOf(metrics);
    alternatives = List.copyOf(alternatives);
  }

  /** A source for which nothing stands in, asked by {@code datetime}. */
  public Source(
      String name,
      String dataset,
      Duration granularity,
      Map<String, Object> filter,
      List<String> groupBy,
      OptionalInt newest,
      List<Metric> metrics) {
    this(
        name,
        dataset,
        new Timing(TimeArgument.DATETIME, granularity),
        filter,
        groupBy,
        newest,
        metrics,
        List.of());
  }

  /** Windows begin and end on multiples of it, counted from the epoch. */
  public Duration granularity() {
    return timing.granularity();
  }

  /**
   * The same as an operator wants it.
   *
   * @param given operands of filters, see {@link GivenOperand}
   */
  public Source under(
      Optional<Duration> delay, Optional<Duration> interval, Map<String, List<String>> given) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    filter.forEach((field, operand) -> {
      if (operand instanceof GivenOperand named) {
        named.resolved(field, given).ifPresent(literal -> resolved.put(field, literal));
      } else {
        resolved.put(field, operand);
      }
    });
    return new Source(
        name,
        dataset,
        timing.with(delay, interval),
        resolved,
        groupBy,
        newest,
        metrics,
        alternatives.stream().map(node -> node.under(delay, interval, given)).toList());
  }

  /** The same with another schedule; what filters are given stays to be said. */
  public Source timed(Optional<Duration> delay, Optional<Duration> interval) {
    return new Source(
        name,
        dataset,
        timing.with(delay, interval),
        filter,
        groupBy,
        newest,
        metrics,
        alternatives.stream().map(node -> node.timed(delay, interval)).toList());
  }

  /** The same dataset node with other metrics and grouping; nothing stands in for it. */
  public Source reading(List<Metric> others, List<String> otherGroupBy) {
    return new Source(name, dataset, timing, filter, otherGroupBy, newest, others, List.of());
  }

  /** Asks the same rows for their plain total. */
  public Source total(Metric metric) {
    return new Source(
        name, dataset, timing, filter, List.of(), OptionalInt.empty(), List.of(metric), List.of());
  }

  /** Every dataset node that it may become: its own, then those that stand in for it. */
  public List<Source> nodes() {
    return Stream.concat(Stream.of(this), alternatives.stream()).toList();
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
    return new Source(
        name,
        dataset,
        timing,
        filter,
        groupBy,
        newest,
        fewerLabels,
        alternatives.stream().map(node -> node.without(label)).toList());
  }
}
