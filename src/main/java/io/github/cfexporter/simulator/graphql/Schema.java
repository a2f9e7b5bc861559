package io.github.cfexporter.simulator.graphql;

import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import io.github.cfexporter.simulator.schema.DatasetType;
import io.github.cfexporter.simulator.schema.SchemaFile;
import io.github.cfexporter.simulator.traffic.Dataset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Cloudflare's schema as far as the simulator knows it: {@link SchemaFile} and, for each dataset, its
 * field, its settings, and the filter and the order that follow from its rows.
 */
final class Schema {
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Questions about the schema itself, and datasets that only the whole one has. */
  private static final Set<String> OF_WHOLE = Stream.concat(
          Stream.of("__schema", "__type"),
          SchemaFile.syntheticRows().stream().map(DatasetType::node))
      .collect(Collectors.toUnmodifiableSet());

  /** They never change: one for all simulators of a process, each made when somebody needs it. */
  private static final class Usual {
    static final GraphQLSchema SCHEMA = of(Dataset.modelled(), SchemaFile.modelledTypes());
  }

  /** It takes seconds to make. */
  private static final class Whole {
    static final GraphQLSchema SCHEMA = of(Dataset.all(), SchemaFile.types());
  }

  /**
   * What the query kinds that come with the exporter can ask, which takes much less time to make than
   * {@link #whole}: the datasets whose events are modelled.
   */
  static GraphQLSchema usual() {
    return Usual.SCHEMA;
  }

  /** Every dataset that is declared. */
  static GraphQLSchema whole() {
    return Whole.SCHEMA;
  }

  /** Whether a document may mean something that is not in the usual schema. */
  static boolean needsWhole(String document) {
    return WORD.matcher(document).results().map(MatchResult::group).anyMatch(OF_WHOLE::contains);
  }

  private static GraphQLSchema of(List<Dataset> datasets, TypeDefinitionRegistry types) {
    StringBuilder derived = new StringBuilder();
    for (Dataset.Scope scope : Dataset.Scope.values()) {
      appendFields(scope, datasets, derived);
    }
    for (Dataset dataset : datasets) {
      new ArgumentTypes(dataset).appendTo(derived);
    }
    types.merge(new SchemaParser().parse(derived.toString()));
    RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.ALL.forEach(wiring::scalar);
    return new SchemaGenerator().makeExecutableSchema(types, wiring.build());
  }

  /** What every dataset of a scope is below it, and below its settings. */
  private static void appendFields(Dataset.Scope scope, List<Dataset> all, StringBuilder sdl) {
    List<Dataset> datasets =
        all.stream().filter(dataset -> dataset.scope == scope).toList();
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

  /** Those that a schema has. */
  static List<Dataset> datasets(GraphQLSchema schema) {
    return schema == usual() ? Dataset.modelled() : Dataset.all();
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
