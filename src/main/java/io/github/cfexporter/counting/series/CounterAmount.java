package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Value;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What one row adds to a counter: whole numbers throughout, so that no count is ever rounded. */
public record CounterAmount(Predicate<Row> when, ToLongFunction<Row> amount) {

  /**
   * What a row adds by the law of a value.
   *
   * @throws IllegalArgumentException when it is not a counter's
   */
  public static CounterAmount of(Value value, Shape shape) {
    if (value instanceof Value.Product product) {
      return product(product, shape);
    } else if (value instanceof Value.Measured measured) {
      return measured(measured, shape);
    } else if (value instanceof Value.Sum sum) {
      return sum(sum, shape);
    }
    throw new IllegalArgumentException("no counter has " + value);
  }

  private static CounterAmount product(Value.Product product, Shape shape) {
    int mean = shape.slot(product.path());
    int weight = shape.slot(product.weight());
    return new CounterAmount(
        row -> row.number(mean) >= 0 && row.count(weight) > 0,
        row -> Row.whole(Math.rint(row.number(mean) * row.count(weight) * Value.Product.FINENESS)));
  }

  private static CounterAmount measured(Value.Measured measured, Shape shape) {
    int sum = shape.slot(measured.sum());
    int mean = shape.slot(measured.mean());
    return new CounterAmount(
        row -> row.number(mean) > 0 && row.number(sum) > 0,
        row -> Row.whole(Math.rint(row.number(sum) / row.number(mean))));
  }

  private static CounterAmount sum(Value.Sum sum, Shape shape) {
    Predicate<Row> when = Predicates.of(sum.when(), shape);
    if (sum.path().equals(Value.ROWS)) {
      return new CounterAmount(when, row -> 1);
    }
    int slot = shape.slot(sum.path());
    double fineness = sum.fineness();
    return sum.digits() == 0
        ? new CounterAmount(when, row -> row.count(slot))
        : new CounterAmount(when, row -> row.count(slot, fineness));
  }

  public boolean counts(Row row) {
    return when.test(row);
  }

  /** The amount; below zero when the row has none that can be counted, see {@link Row#count}. */
  public long of(Row row) {
    return amount.applyAsLong(row);
  }
}
