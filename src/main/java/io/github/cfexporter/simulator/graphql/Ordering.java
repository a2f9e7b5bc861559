package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Aggregates;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.List;
import java.util.Set;

/** The order of rows that {@code orderBy} asks for. */
final class Ordering {
  private static final Set<String> AGGREGATES =
      Set.of("sum", "avg", "uniq", "ratio", "quantiles", "max", "min", "avgWeighted");

  private final List<Term> terms;
  private final Aggregates aggregates;

  private record Term(String path, boolean descending) {
    static Term of(String term) {
      return new Term(
          Ordering.path(term.substring(0, term.lastIndexOf('_'))), term.endsWith("_DESC"));
    }
  }

  Ordering(List<String> orderBy, Aggregates aggregates) {
    this.terms = orderBy.stream().map(Term::of).toList();
    this.aggregates = aggregates;
  }

  /** The values that decide where a group goes. */
  List<Object> key(List<Event> group) {
    return terms.stream()
        .map(term -> aggregates.value(term.path(), "float64", group))
        .toList();
  }

  /** Compares two groups by their keys. */
  int compareGroups(List<Object> a, List<Object> b) {
    for (int i = 0; i < terms.size(); i++) {
      int order = compare(a.get(i), b.get(i));
      if (order != 0) {
        return terms.get(i).descending() ? -order : order;
      }
    }
    return 0;
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
        : a.toString().compareTo(b.toString());
  }
}
