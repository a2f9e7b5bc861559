package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Shape;
import io.github.cfexporter.counting.series.Predicates;
import io.github.cfexporter.counting.series.Row;
import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes rows of what paths find in elements. One row is used for all of them. */
final class ElementRows {
  private final Row row;
  private final List<Function<Element, Object>> readers = new ArrayList<>();
  private final List<Object> defaults = new ArrayList<>();

  /**
   * Rows of a shape.
   *
   * @param shape its leaves are the paths
   * @param defaults what is taken where a path finds nothing
   */
  ElementRows(Shape shape, Map<String, Object> defaults) {
    this.row = new Row(shape);
    for (String path : shape.leaves()) {
      readers.add(Element.reader(path));
      this.defaults.add(defaults.get(path));
    }
  }

  /** Tells of items whether they meet all of some conditions. */
  static Predicate<Item> meeting(List<Condition> conditions) {
    Shape.Builder paths = new Shape.Builder();
    conditions.forEach(condition -> paths.leaf(condition.path()));
    Shape shape = paths.build();
    ElementRows rows = new ElementRows(shape, Map.of());
    Predicate<Row> all = all(conditions, shape);
    return item -> all.test(rows.of(Element.of(item)));
  }

  static Predicate<Row> all(List<Condition> conditions, Shape shape) {
    return conditions.stream()
        .map(condition -> Predicates.of(Optional.of(condition), shape))
        .reduce(row -> true, Predicate::and);
  }

  /** The row of an element, until the next one is asked for. */
  Row of(Element element) {
    row.clear();
    for (int slot = 0; slot < readers.size(); slot++) {
      Object found = readers.get(slot).apply(element);
      set(slot, found == null ? defaults.get(slot) : found);
    }
    return row;
  }

  private void set(int slot, Object value) {
    if (value instanceof Boolean truth) {
      row.setTruth(slot, truth);
    } else if (value instanceof Integer || value instanceof Long) {
      row.setWhole(slot, ((Number) value).longValue());
    } else if (value instanceof Number number) {
      row.setDecimal(slot, number.doubleValue());
    } else if (value instanceof String text) {
      row.setText(slot, text);
    } else if (value instanceof JsonArray list) {
      row.setText(
          slot,
          list.stream()
              .filter(String.class::isInstance)
              .map(String.class::cast)
              .collect(Collectors.joining(",")));
    }
  }
}
