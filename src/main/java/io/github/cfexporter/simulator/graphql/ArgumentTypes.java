package io.github.cfexporter.simulator.graphql;

import io.github.cfexporter.simulator.schema.Field;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.List;

/**
 * Derives the types of a dataset's arguments from its fields, by the rules that hold throughout
 * Cloudflare's schema: every dimension may be compared, texts may be matched, everything sorted.
 */
final class ArgumentTypes {
  private static final List<String> COMPARISONS = List.of("", "_geq", "_gt", "_leq", "_lt", "_neq");
  private static final List<String> MATCHES = List.of("_like", "_notlike");
  private static final List<String> LISTS = List.of("_in", "_notin");
  private static final List<String> ONE_OF_LIST = List.of("_has", "_nothas");
  private static final List<String> MANY_OF_LIST = List.of("_hasall", "_hasany");

  private final Dataset dataset;

  ArgumentTypes(Dataset dataset) {
    this.dataset = dataset;
  }

  void appendTo(StringBuilder sdl) {
    appendFilter(sdl, dataset.type() + "Filter_InputObject");
    appendOrder(sdl);
  }

  private void appendFilter(StringBuilder sdl, String name) {
    sdl.append("input ").append(name).append(" {\n");
    sdl.append("AND: [").append(name).append("!]\nOR: [").append(name).append("!]\n");
    for (Field dimension : dataset.declaration.dimensions()) {
      if (dimension.list()) {
        ofList(sdl, dimension.name(), dimension.type());
      } else {
        ofScalar(sdl, dimension.name(), dimension.type());
      }
    }
    for (String time : dataset.declaration.filterOnly()) {
      ofScalar(sdl, time, time.equals("date") ? "Date" : "Time");
    }
    sdl.append("}\n");
  }

  private static void ofScalar(StringBuilder sdl, String field, String type) {
    COMPARISONS.forEach(suffix -> line(sdl, field + suffix, type));
    if (type.equals("string")) {
      MATCHES.forEach(suffix -> line(sdl, field + suffix, type));
    }
    if (!type.equals("uint8")) { // Cloudflare's are of type bytes, which nobody writes
      LISTS.forEach(suffix -> line(sdl, field + suffix, "[" + type + "!]"));
    }
  }

  private static void ofList(StringBuilder sdl, String field, String type) {
    ONE_OF_LIST.forEach(suffix -> line(sdl, field + suffix, type));
    MANY_OF_LIST.forEach(suffix -> line(sdl, field + suffix, "[" + type + "!]"));
    line(sdl, field + "_isempty", "bool");
  }

  private void appendOrder(StringBuilder sdl) {
    sdl.append("enum ").append(dataset.type()).append("OrderBy {\n");
    dataset.declaration.dimensions().forEach(dimension -> direction(sdl, dimension.name()));
    for (Field field : dataset.declaration.fields()) {
      if (field.path().equals("count") && !dataset.raw()) {
        direction(sdl, "count");
      }
    }
    for (Field measure : dataset.declaration.measures()) {
      direction(sdl, measure.block() + "_" + measure.name());
    }
    sdl.append("}\n");
  }

  private static void line(StringBuilder sdl, String field, String type) {
    sdl.append(field).append(": ").append(type).append('\n');
  }

  private static void direction(StringBuilder sdl, String field) {
    sdl.append(field).append("_ASC\n").append(field).append("_DESC\n");
  }
}
