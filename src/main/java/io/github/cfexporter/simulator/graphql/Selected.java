package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLOutputType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLTypeUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One field of a row as a document selects it.
 *
 * @param key its name in the answer: the alias, if any
 * @param path its place in a row, such as {@code sum.countryMap.requests}
 * @param type name of the GraphQL type, without list and non-null marks
 */
record Selected(
    String key, String name, String path, String type, boolean list, List<Selected> children) {

  static List<Selected> of(List<ExecutableNormalizedField> fields, GraphQLSchema schema) {
    return of(fields, schema, "");
  }

  private static List<Selected> of(
      List<ExecutableNormalizedField> fields, GraphQLSchema schema, String parent) {
    List<Selected> selected = new ArrayList<>();
    for (ExecutableNormalizedField field : fields) {
      GraphQLOutputType type = field.getType(schema);
      String path = parent + field.getName();
      selected.add(new Selected(
          field.getResultKey(),
          field.getName(),
          path,
          GraphQLTypeUtil.unwrapAll(type).getName(),
          GraphQLTypeUtil.isList(GraphQLTypeUtil.unwrapNonNull(type)),
          of(field.getChildren(), schema, path + ".")));
    }
    return selected;
  }

  /** Paths of all leaves; an aliased repetition counts once. */
  static Set<String> leaves(List<Selected> fields) {
    Set<String> paths = new TreeSet<>();
    fields.forEach(field -> field.eachLeaf(leaf -> paths.add(leaf.path())));
    return paths;
  }

  private void eachLeaf(Consumer<Selected> visitor) {
    if (children.isEmpty()) {
      visitor.accept(this);
    }
    children.forEach(child -> child.eachLeaf(visitor));
  }
}
