package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.traffic.Aggregates;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a group of events as the selected fields, in the order they are selected. */
final class RowWriter {

  static Map<String, Object> write(
      List<Selected> fields, List<Event> group, Aggregates aggregates) {
    Map<String, Object> row = new LinkedHashMap<>();
    for (Selected field : fields) {
      row.put(field.key(), value(field, group, aggregates));
    }
    return row;
  }

  private static Object value(Selected field, List<Event> group, Aggregates aggregates) {
    if (field.list() && !field.children().isEmpty()) {
      return elements(field.children(), aggregates.list(field.name(), group));
    }
    return field.children().isEmpty()
        ? aggregates.value(field.path(), field.type(), group)
        : write(field.children(), group, aggregates);
  }

  private static List<Map<String, Object>> elements(
      List<Selected> fields, List<Map<String, Object>> elements) {
    List<Map<String, Object>> written = new ArrayList<>();
    for (Map<String, Object> element : elements) {
      Map<String, Object> chosen = new LinkedHashMap<>();
      fields.forEach(field -> chosen.put(field.key(), element.get(field.name())));
      written.add(chosen);
    }
    return written;
  }

  private RowWriter() {}
}
