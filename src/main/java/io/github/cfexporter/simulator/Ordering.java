package io.github.cfexporter.simulator;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The order of rows that {@code orderBy} asks for. */
final class Ordering {
  private static final Set<String> AGGREGATES =
      Set.of("sum", "avg", "uniq", "ratio", "quantiles", "max", "min");

  static Comparator<List<Event>> of(List<String> orderBy, Aggregates aggregates) {
    Comparator<List<Event>> order = Comparator.comparing(group -> 0);
    for (String term : orderBy) {
      boolean descending = term.endsWith("_DESC");
      String path = path(term.substring(0, term.lastIndexOf('_')));
      Comparator<List<Event>> next = (a, b) ->
          compare(aggregates.value(path, "float64", a), aggregates.value(path, "float64", b));
      order = order.thenComparing(descending ? next.reversed() : next);
    }
    return order;
  }

  static int compareLists(List<Object> a, List<Object> b) {
    for (int i = 0; i < a.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** {@code sum_requests} is a sum, {@code coloCode} a dimension. */
  private static String path(String field) {
    int underscore = field.indexOf('_');
    return underscore > 0 && AGGREGATES.contains(field.substring(0, underscore))
        ? field.replaceFirst("_", ".")
        : field;
  }

  private static int compare(Object a, Object b) {
    return a instanceof Number number
        ? Double.compare(number.doubleValue(), ((Number) b).doubleValue())
        : ((String) a).compareTo((String) b);
  }

  private Ordering() {}
}
