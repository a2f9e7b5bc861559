package io.github.cfexporter.simulator.graphql;

import graphql.language.FieldDefinition;
import graphql.language.ObjectTypeDefinition;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.TypeInfo;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Cloudflare's schema as far as the simulator knows it: {@code simulator/schema.graphql} and, for
 * each dataset, the filter and the order that follow from its fields.
 */
final class Schema {
  private static final String RESOURCE = "/simulator/schema.graphql";

  /** It never changes, and reading it takes most of a second: one for all simulators of a process. */
  private static final class Loaded {
    static final GraphQLSchema SCHEMA = load();
  }

  static GraphQLSchema shared() {
    return Loaded.SCHEMA;
  }

  private static GraphQLSchema load() {
    String written = resource();
    TypeDefinitionRegistry types = new SchemaParser().parse(written);
    StringBuilder derived = new StringBuilder();
    for (Dataset dataset : Dataset.values()) {
      new ArgumentTypes(types, dataset).appendTo(derived);
    }
    types.merge(new SchemaParser().parse(derived.toString()));
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.ALL.forEach(wiring::scalar);
    return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
  }

  /** Paths of every leaf of a dataset's row, as {@code sum_countryMap_requests}. */
  static List<String> leafPaths(GraphQLSchema schema, Dataset dataset) {
    List<String> paths = new ArrayList<>();
    collect(schema.getObjectType(dataset.type()), "", paths);
    return paths;
  }

  /** The fields of an object type, with the names of their types. */
  static List<FieldDefinition> fields(TypeDefinitionRegistry types, String type) {
    return types.getTypeOrNull(type, ObjectTypeDefinition.class).getFieldDefinitions();
  }

  static String typeName(FieldDefinition field) {
    return TypeInfo.typeInfo(field.getType()).getName();
  }

  private static void collect(GraphQLObjectType type, String prefix, List<String> paths) {
    type.getFieldDefinitions().forEach(field -> {
      String path = prefix + field.getName();
      if (GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLObjectType object) {
        collect(object, path + "_", paths);
      } else {
        paths.add(path);
      }
    });
  }

  private static String resource() {
    try (InputStream stream = Schema.class.getResourceAsStream(RESOURCE)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private Schema() {}
}
