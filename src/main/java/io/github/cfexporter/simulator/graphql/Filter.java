package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import io.github.cfexporter.simulator.traffic.TimeDimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Turns a filter argument into a predicate: conditions of one object must all hold. */
final class Filter {

  /** @param filter field names with operators as suffixes, {@code AND} and {@code OR} */
  static Predicate<Event> of(Map<String, Object> filter, Dataset dataset) {
    Predicate<Event> all = event -> true;
    for (Map.Entry<String, Object> condition : filter.entrySet()) {
      all = all.and(condition(condition.getKey(), condition.getValue(), dataset));
    }
    return all;
  }

  /** Dimensions that the filter reads. */
  static List<String> fields(Map<String, Object> filter) {
    List<String> fields = new ArrayList<>();
    filter.forEach((key, operand) -> {
      if (key.equals("AND") || key.equals("OR")) {
        ((List<?>) operand).forEach(part -> fields.addAll(fields(TimeRange.fields(part))));
      } else {
        fields.add(field(key));
      }
    });
    return fields;
  }

  private static Predicate<Event> condition(String key, Object operand, Dataset dataset) {
    if (key.equals("AND") || key.equals("OR")) {
      return group(key.equals("AND"), (List<?>) operand, dataset);
    }
    String field = field(key);
    String operator = operator(key);
    Optional<TimeDimension> time = TimeDimension.named(field);
    if (time.isPresent()) {
      Operator test = operator(operator, instants(operand));
      return event -> test.accepts(time.get().floor(dataset.rounded(event.second())) * 1000);
    }
    Operator test = operator(operator, operand);
    return event -> test.accepts(event.dimension(field));
  }

  private static Predicate<Event> group(boolean and, List<?> parts, Dataset dataset) {
    Predicate<Event> whole = event -> and;
    for (Object part : parts) {
      Predicate<Event> one = of(TimeRange.fields(part), dataset);
      whole = and ? whole.and(one) : whole.or(one);
    }
    return whole;
  }

  private static Object instants(Object operand) {
    return operand instanceof List<?> list
        ? list.stream().map(time -> TimeRange.millis((String) time)).toList()
        : TimeRange.millis((String) operand);
  }

  private interface Operator {
    boolean accepts(Object value);
  }

  private static Operator operator(String name, Object operand) {
    return switch (name) {
      case "" -> value -> compare(value, operand) == 0;
      case "neq" -> value -> compare(value, operand) != 0;
      case "gt" -> value -> compare(value, operand) > 0;
      case "geq" -> value -> compare(value, operand) >= 0;
      case "lt" -> value -> compare(value, operand) < 0;
      case "leq" -> value -> compare(value, operand) <= 0;
      case "in" -> value -> in(value, (List<?>) operand);
      case "notin" -> value -> !in(value, (List<?>) operand);
      case "like" -> like((String) operand);
      case "has" -> value -> has(value, operand);
      case "nothas" -> value -> !has(value, operand);
      case "hasall" -> value -> ((List<?>) operand).stream().allMatch(each -> has(value, each));
      case "hasany" -> value -> ((List<?>) operand).stream().anyMatch(each -> has(value, each));
      case "isempty" -> value -> operand.equals(((List<?>) value).isEmpty());
      case "notlike" -> {
        Operator like = like((String) operand);
        yield value -> !like.accepts(value);
      }
      default -> throw new IllegalArgumentException("no such operator: " + name);
    };
  }

  private static boolean in(Object value, List<?> operands) {
    return operands.stream().anyMatch(operand -> compare(value, operand) == 0);
  }

  /** Of a dimension that is a list. */
  private static boolean has(Object list, Object operand) {
    return in(operand, (List<?>) list);
  }

  /** {@code %} stands for any text, also none. */
  private static Operator like(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (String literal : pattern.split("%", -1)) {
      regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
    }
    Pattern compiled = Pattern.compile(regex.toString(), Pattern.DOTALL);
    return value -> compiled.matcher((String) value).matches();
  }

  private static int compare(Object value, Object operand) {
    if (value instanceof Long number) {
      return Long.compare(number, ((Number) operand).longValue());
    }
    if (value instanceof Double number) {
      return Double.compare(number, ((Number) operand).doubleValue());
    }
    if (value instanceof Boolean truth) {
      return Boolean.compare(truth, (Boolean) operand);
    }
    return ((String) value).compareTo((String) operand);
  }

  /** What a key of a filter compares: {@code coloCode} of {@code coloCode_neq}. */
  static String field(String key) {
    int underscore = key.lastIndexOf('_');
    return underscore < 0 ? key : key.substring(0, underscore);
  }

  /** How a key of a filter compares: {@code neq}; empty if the field must be equal. */
  static String operator(String key) {
    return key.substring(Math.min(key.length(), field(key).length() + 1));
  }

  private Filter() {}
}
