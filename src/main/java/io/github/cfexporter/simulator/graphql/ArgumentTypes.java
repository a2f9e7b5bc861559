package io.github.cfexporter.simulator.graphql;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.List;
import java.util.Optional;

/**
 * Derives the types of a dataset's arguments from its fields, by the rules that hold throughout
 * Cloudflare's schema: every dimension may be compared, texts may be matched, everything sorted.
 */
final class ArgumentTypes {
  private static final List<String> COMPARISONS = List.of("", "_geq", "_gt", "_leq", "_lt", "_neq");
  private static final List<String> MATCHES = List.of("_like", "_notlike");
  private static final List<String> LISTS = List.of("_in", "_notin");

  private final TypeDefinitionRegistry types;
  private final Dataset dataset;

  ArgumentTypes(TypeDefinitionRegistry types, Dataset dataset) {
    this.types = types;
    this.dataset = dataset;
  }

  void appendTo(StringBuilder sdl) {
    appendFilter(sdl, dataset.type() + "Filter_InputObject");
    appendOrder(sdl);
  }

  private void appendFilter(StringBuilder sdl, String name) {
    sdl.append("input ").append(name).append(" {\n");
    sdl.append("AND: [").append(name).append("!]\nOR: [").append(name).append("!]\n");
    for (FieldDefinition dimension : dimensions()) {
      String field = dimension.getName();
      String type = Schema.typeName(dimension);
      COMPARISONS.forEach(suffix -> line(sdl, field + suffix, type));
      if (type.equals("string")) {
        MATCHES.forEach(suffix -> line(sdl, field + suffix, type));
      }
      if (!type.equals("uint8")) { // Cloudflare's are of type bytes, which nobody writes
        LISTS.forEach(suffix -> line(sdl, field + suffix, "[" + type + "!]"));
      }
    }
    sdl.append("}\n");
  }

  private void appendOrder(StringBuilder sdl) {
    sdl.append("enum ").append(dataset.type()).append("OrderBy {\n");
    dimensions().forEach(dimension -> direction(sdl, dimension.getName()));
    for (FieldDefinition field : Schema.fields(types, dataset.type())) {
      if (field.getName().equals("count")) {
        direction(sdl, "count");
      } else if (!field.getName().equals("dimensions") && isObject(field)) {
        Schema.fields(types, Schema.typeName(field)).stream()
            .filter(leaf -> !isObject(leaf))
            .forEach(leaf -> direction(sdl, field.getName() + "_" + leaf.getName()));
      }
    }
    sdl.append("}\n");
  }

  /** Of raw datasets, the row's own scalars. */
  private List<FieldDefinition> dimensions() {
    Optional<FieldDefinition> dimensions = Schema.fields(types, dataset.type()).stream()
        .filter(field -> field.getName().equals("dimensions"))
        .findFirst();
    return Schema.fields(types, dimensions.map(Schema::typeName).orElse(dataset.type())).stream()
        .filter(field -> !isObject(field))
        .toList();
  }

  private boolean isObject(FieldDefinition field) {
    return types.getTypeOrNull(Schema.typeName(field), ObjectTypeDefinition.class) != null;
  }

  private static void line(StringBuilder sdl, String field, String type) {
    sdl.append(field).append(": ").append(type).append('\n');
  }

  private static void direction(StringBuilder sdl, String field) {
    sdl.append(field).append("_ASC\n").append(field).append("_DESC\n");
  }
}
