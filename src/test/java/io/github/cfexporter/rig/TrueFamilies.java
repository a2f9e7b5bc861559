package io.github.cfexporter.rig;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Figure;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the families of a source must be for the events of a window, by what the vocabulary of query
 * kinds promises. Lists in rows are beyond it: see {@link TrueCounters} and {@link GaugesTest}.
 */
final class TrueFamilies {
  private final Dataset dataset;
  private final Source source;
  private final List<TrueRow> rows;

  /** A value, and by how much what is served may differ since Cloudflare rounds. */
  record Right(double value, double tolerance) {}

  /** @param events of the window, those that the source's filter leaves out included */
  TrueFamilies(Dataset dataset, Source source, List<Event> events) {
    this.dataset = dataset;
    this.source = source;
    this.rows = grouped(events);
  }

  /** As Cloudflare groups: by every dimension that the source reads, or not at all. */
  private List<TrueRow> grouped(List<Event> events) {
    if (dataset.raw()) {
      return events.stream()
          .filter(event -> TrueFilter.accepts(source.filter(), event))
          .map(event -> new TrueRow(dataset, List.of(event)))
          .toList();
    }
    List<String> dimensions = source.shape().leaves().stream()
        .filter(leaf -> leaf.startsWith("dimensions."))
        .toList();
    Map<List<String>, List<Event>> groups = new HashMap<>();
    for (Event event : events) {
      if (TrueFilter.accepts(source.filter(), event)) {
        List<String> key =
            dimensions.stream().map(path -> TrueRow.text(dataset, event, path)).toList();
        groups.computeIfAbsent(key, none -> new ArrayList<>()).add(event);
      }
    }
    return groups.values().stream().map(group -> new TrueRow(dataset, group)).toList();
  }

  /** Values by the values of labels, of counters in units of what is stored. */
  Map<List<String>, Right> of(Metric metric) {
    Map<List<String>, List<TrueRow>> merged = new HashMap<>();
    for (TrueRow row : rows) {
      merged.computeIfAbsent(labels(metric, row), none -> new ArrayList<>()).add(row);
    }
    Map<List<String>, Right> values = new HashMap<>();
    merged.forEach(
        (labels, of) -> value(metric, newest(of)).ifPresent(right -> values.put(labels, right)));
    return values;
  }

  /** Where a source looks back, the newest row is all that counts. */
  private List<TrueRow> newest(List<TrueRow> of) {
    String time = "dimensions." + source.timing().argument().field();
    return source.timing().lookBack().isEmpty()
        ? of
        : of.stream().max(Comparator.comparing(row -> row.text(time))).stream().toList();
  }

  private static List<String> labels(Metric metric, TrueRow row) {
    return metric.labels().stream().map(label -> label(label, row)).toList();
  }

  static String label(Label label, TrueRow row) {
    List<String> texts = label.paths().stream().map(row::text).toList();
    return switch (label.as()) {
      case TEXT, STATUS -> texts.get(0);
      case RULE_NAME -> texts.get(1).isEmpty() ? texts.get(0) : texts.get(1);
      case BOT_SCORE_RANGE -> Integer.parseInt(texts.get(0)) < 10 ? "1-9" : "10-29";
      case CONSTANT -> label.constant();
      case LOWER -> texts.get(0).toLowerCase(Locale.ROOT);
      case BOOLEAN -> texts.get(0).equals("1") ? "true" : "false";
      case ENUM -> label.values().getOrDefault(texts.get(0), texts.get(0));
      case PATH -> texts.get(0).replaceAll("/[0-9]+(?=/|$)", "/:id");
      case JOINED, EITHER -> throw new AssertionError("no truth is written down for " + label.as());
    };
  }

  private static Optional<Right> value(Metric metric, List<TrueRow> rows) {
    Optional<Right> counted = counted(metric.value(), rows);
    return counted.isPresent() ? counted : shown(metric, rows);
  }

  /** What adds up, whether it is served as a counter or not. */
  private static Optional<Right> counted(Value value, List<TrueRow> rows) {
    if (value instanceof Value.Sum sum) {
      double rounding = sum.digits() > 0 ? rows.size() * 0.5 : 0;
      return Optional.of(new Right(sum(sum, rows) * sum.fineness(), rounding));
    } else if (value instanceof Value.Product product) {
      double factor = Value.Product.FINENESS * weight(product.path(), product.weight(), rows);
      return weighted(product.path(), product.weight(), rows)
          .map(mean -> new Right(mean.value() * factor, rows.size() + mean.tolerance() * factor));
    } else if (value instanceof Value.Measured measured) {
      return exact(rows.stream().mapToDouble(row -> measured(measured, row)).sum());
    }
    return Optional.empty();
  }

  private static Optional<Right> shown(Metric metric, List<TrueRow> rows) {
    Value value = metric.value();
    if (value instanceof Value.Ratio ratio) {
      double divisor = sum(ratio.divisor(), rows);
      return divisor == 0 ? Optional.empty() : exact(sum(ratio.dividend(), rows) / divisor);
    } else if (value instanceof Value.Mean mean) {
      return weighted(mean.path(), mean.weight(), rows)
          .map(right -> new Right(right.value() * mean.scale(), right.tolerance() * mean.scale()));
    } else if (value instanceof Value.Single single && rows.size() == 1) {
      return figure(single.figure(), rows.get(0));
    } else if (value instanceof Value.Extreme extreme) {
      Comparator<Right> order = Comparator.comparingDouble(Right::value);
      return rows.stream()
          .flatMap(row -> figure(extreme.figure(), row).stream())
          .max(extreme.largest() ? order : order.reversed());
    } else if (value instanceof Value.Distinct distinct) {
      return exact(distinct(distinct, rows));
    } else if (value instanceof Value.Constant constant) {
      return exact(constant.number());
    } else if (value instanceof Value.Product) {
      return Optional.empty(); // nothing was measured
    }
    throw new AssertionError(metric.name() + " is of a sort whose truth is not known: " + value);
  }

  /** Empty where the number says that there is none. */
  private static Optional<Right> figure(Figure figure, TrueRow row) {
    double number = row.number(figure.path());
    return figure.drop().filter(drop -> drop == number).isPresent()
        ? Optional.empty()
        : Optional.of(new Right(
            number * figure.scale(), row.rounding(figure.path()) * Math.abs(figure.scale())));
  }

  private static Optional<Right> exact(double value) {
    return Optional.of(new Right(value, 0));
  }

  private static double sum(Value.Sum sum, List<TrueRow> rows) {
    return rows.stream()
        .filter(row -> meets(sum.when(), row))
        .mapToDouble(row -> sum.path().equals(Value.ROWS) ? 1 : row.number(sum.path()))
        .sum();
  }

  private static double measured(Value.Measured measured, TrueRow row) {
    double mean = row.number(measured.mean());
    return mean > 0 ? Math.round(row.number(measured.sum()) / mean) : 0;
  }

  /** Empty where nothing was measured. */
  private static Optional<Right> weighted(String path, String weight, List<TrueRow> rows) {
    double weights = weight(path, weight, rows);
    double sum = rows.stream()
        .filter(row -> row.number(path) >= 0)
        .mapToDouble(row -> row.number(path) * row.number(weight))
        .sum();
    return weights == 0
        ? Optional.empty()
        : Optional.of(new Right(sum / weights, rows.get(0).rounding(path)));
  }

  private static double weight(String path, String weight, List<TrueRow> rows) {
    return rows.stream()
        .filter(row -> row.number(path) >= 0)
        .mapToDouble(row -> row.number(weight))
        .sum();
  }

  private static double distinct(Value.Distinct distinct, List<TrueRow> rows) {
    List<String> never = rows.stream()
        .filter(row -> distinct.never().isPresent() && meets(distinct.never(), row))
        .map(row -> row.text(distinct.path()))
        .toList();
    return rows.stream()
        .filter(row -> meets(distinct.when(), row))
        .map(row -> row.text(distinct.path()))
        .filter(text -> !never.contains(text))
        .distinct()
        .count();
  }

  static boolean meets(Optional<Condition> condition, TrueRow row) {
    return condition.map(when -> meets(when, row)).orElse(true);
  }

  private static boolean meets(Condition when, TrueRow row) {
    int order = when.operand() instanceof Long number
        ? Double.compare(row.number(when.path()), number)
        : row.text(when.path()).compareTo((String) when.operand());
    return switch (when.operator()) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case AT_LEAST -> order >= 0;
      case BELOW -> order < 0;
    };
  }
}
