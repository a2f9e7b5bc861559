package io.github.cfexporter.counting;

import io.github.cfexporter.catalog.Figure;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Value;
import io.github.cfexporter.counting.series.Row;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Numbers of single rows, and which of several rows is taken. A row without its number is none. */
final class Figures {
  private static final double MILLIS = 1_000;

  /** The number of a row; NaN where it has none. */
  static ToDoubleFunction<Row> of(Figure figure, Shape shape) {
    int slot = shape.slot(figure.path());
    ToDoubleFunction<Row> number = switch (figure.as()) {
      case NUMBER -> row -> row.number(slot);
      case TIME -> row -> second(row.text(slot));
      case DURATION -> row -> Durations.seconds(row.text(slot));
    };
    double drop = figure.drop().orElse(Double.NaN);
    return row -> {
      double read = number.applyAsDouble(row);
      return read == drop ? Double.NaN : read * figure.scale();
    };
  }

  /** 1 or 0; NaN where the row says nothing of its state. */
  static ToDoubleFunction<Row> of(Value.State state, Shape shape) {
    int slot = shape.slot(state.path());
    return row -> !row.has(slot) ? Double.NaN : row.text(slot).equals(state.word()) ? 1 : 0;
  }

  /** What rows are newest by; the same for all of them where nothing says it. */
  static Function<Row, String> text(Optional<String> by, Shape shape) {
    if (by.isEmpty()) {
      return row -> "";
    }
    int slot = shape.slot(by.get());
    return row -> row.text(slot);
  }

  private static double second(String time) {
    try {
      return Instant.parse(time).toEpochMilli() / MILLIS;
    } catch (DateTimeException unreadable) {
      return Double.NaN;
    }
  }

  /** Numbers of rows with one key become one: their sum, the largest or the smallest. */
  record Merged(ToDoubleFunction<Row> figure, BinaryOperator<Double> law, Map<String, Double> found)
      implements Gathering {
    Merged(ToDoubleFunction<Row> figure, BinaryOperator<Double> law) {
      this(figure, law, new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      double number = figure.applyAsDouble(row);
      if (!Double.isNaN(number)) {
        found.merge(key, number, law);
      }
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      found.forEach(consumer);
    }
  }

  /** Of equally new rows the first is taken. */
  record Newest(
      ToDoubleFunction<Row> figure,
      Function<Row, String> by,
      Map<String, String> times,
      Map<String, Double> found)
      implements Gathering {
    Newest(ToDoubleFunction<Row> figure, Function<Row, String> by) {
      this(figure, by, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    @Override
    public void row(String key, Row row) {
      double number = figure.applyAsDouble(row);
      String time = by.apply(row);
      String known = times.get(key);
      if (!Double.isNaN(number) && (known == null || known.compareTo(time) < 0)) {
        times.put(key, time);
        found.put(key, number);
      }
    }

    @Override
    public void results(BiConsumer<String, Double> consumer) {
      found.forEach(consumer);
    }
  }

  private Figures() {}
}
