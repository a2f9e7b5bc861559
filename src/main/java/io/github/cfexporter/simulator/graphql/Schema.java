package io.github.cfexporter.simulator.graphql;

import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.github.cfexporter.simulator.schema.SchemaFile;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * Cloudflare's schema as far as the simulator knows it: {@link SchemaFile} and, for each dataset, its
 * field, its settings, and the filter and the order that follow from its rows.
 */
final class Schema {

  /** It never changes, and reading it takes most of a second: one for all simulators of a process. */
  private static final class Loaded {
    static final GraphQLSchema SCHEMA = load();
  }

  static GraphQLSchema shared() {
    return Loaded.SCHEMA;
  }

  private static GraphQLSchema load() {
    StringBuilder derived = new StringBuilder();
    for (Dataset.Scope scope : Dataset.Scope.values()) {
      appendFields(scope, derived);
    }
    for (Dataset dataset : Dataset.all()) {
      new ArgumentTypes(dataset).appendTo(derived);
    }
    TypeDefinitionRegistry types = new TypeDefinitionRegistry().merge(SchemaFile.types());
    types.merge(new SchemaParser().parse(derived.toString()));
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.ALL.forEach(wiring::scalar);
    return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
  }

  /** What every dataset of a scope is below it, and below its settings. */
  private static void appendFields(Dataset.Scope scope, StringBuilder sdl) {
    List<Dataset> datasets =
        Dataset.all().stream().filter(dataset -> dataset.scope == scope).toList();
    sdl.append("extend type ").append(scope.word).append(" {\n");
    for (Dataset dataset : datasets) {
      sdl.append(String.format(
          "%1$s(filter: %2$sFilter_InputObject!, limit: uint64!, orderBy: [%2$sOrderBy!]): [%2$s!]!%n",
          dataset.node, dataset.type()));
    }
    sdl.append("}\ntype ").append(scope.settings).append(" {\n");
    datasets.forEach(dataset -> sdl.append(dataset.node).append(": Settings!\n"));
    sdl.append("}\n");
  }

  /** Paths of every leaf of a dataset's row, as {@code sum_countryMap_requests}. */
  static List<String> leafPaths(GraphQLSchema schema, Dataset dataset) {
    List<String> paths = new ArrayList<>();
    collect(schema.getObjectType(dataset.type()), "", paths);
    return paths;
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

  private Schema() {}
}
