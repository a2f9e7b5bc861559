package io.github.cfexporter.counting.series;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Shape;
import java.util.Optional;
import java.util.function.Predicate;

/** Conditions of the catalog, bound to the slots of a row. */
public final class Predicates {
  public static Predicate<Row> of(Optional<Condition> condition, Shape shape) {
    return condition.map(c -> of(c, shape)).orElse(row -> true);
  }

  private static Predicate<Row> of(Condition condition, Shape shape) {
    int slot = shape.slot(condition.path());
    Object operand = condition.operand();
    return switch (condition.operator()) {
      case EQUAL -> row -> equal(row, slot, operand);
      case NOT_EQUAL -> row -> row.has(slot) && !equal(row, slot, operand);
      case AT_LEAST -> row -> row.number(slot) >= number(operand);
      case BELOW -> row -> row.number(slot) < number(operand);
    };
  }

  private static boolean equal(Row row, int slot, Object operand) {
    return operand instanceof Long whole
        ? row.has(slot) && row.number(slot) == whole
        : row.text(slot).equals(operand);
  }

  private static double number(Object operand) {
    return ((Long) operand).doubleValue();
  }

  private Predicates() {}
}
