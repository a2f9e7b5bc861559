package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.catalog.Value;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What one row adds to a counter: whole numbers throughout, so that no count is ever rounded. */
public record CounterAmount(Predicate<Row> when, ToLongFunction<Row> amount) {

  public static CounterAmount of(Value.Sum sum, Shape shape) {
    Predicate<Row> when = Predicates.of(sum.when(), shape);
    if (sum.path().equals(Value.ROWS)) {
      return new CounterAmount(when, row -> 1);
    }
    int slot = shape.slot(sum.path());
    return new CounterAmount(when, row -> row.count(slot));
  }

  public boolean counts(Row row) {
    return when.test(row);
  }

  /** The amount; below zero when the row has none that can be counted, see {@link Row#count}. */
  public long of(Row row) {
    return amount.applyAsLong(row);
  }
}
