package io.github.cfexporter.rig;

import io.github.cfexporter.simulator.traffic.Event;
import java.util.List;
import java.util.Map;

/** Which events meet the filter of a source, as Cloudflare's documentation has it. */
final class TrueFilter {

  static boolean accepts(Map<String, Object> filter, Event event) {
    return filter.entrySet().stream()
        .allMatch(condition -> accepts(condition.getKey(), condition.getValue(), event));
  }

  private static boolean accepts(String key, Object operand, Event event) {
    int underscore = key.lastIndexOf('_');
    String field = underscore < 0 ? key : key.substring(0, underscore);
    Object value = event.dimension(field);
    return switch (underscore < 0 ? "" : key.substring(underscore + 1)) {
      case "" -> order(value, operand) == 0;
      case "neq" -> order(value, operand) != 0;
      case "geq" -> order(value, operand) >= 0;
      case "gt" -> order(value, operand) > 0;
      case "leq" -> order(value, operand) <= 0;
      case "lt" -> order(value, operand) < 0;
      case "in" -> isIn(value, operand);
      case "notin" -> !isIn(value, operand);
      default -> throw new AssertionError("the truth of this filter is not known: " + key);
    };
  }

  private static boolean isIn(Object value, Object operands) {
    return ((List<?>) operands).stream().anyMatch(operand -> order(value, operand) == 0);
  }

  private static int order(Object value, Object operand) {
    return operand instanceof Number number
        ? Double.compare(((Number) value).doubleValue(), number.doubleValue())
        : value.toString().compareTo(operand.toString());
  }

  private TrueFilter() {}
}
