package io.github.cfexporter.simulator;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import java.util.List;
import java.util.Map;

/**
 * One dataset node of a document: the same for all zones of its block.
 *
 * @param alias its key in the answer
 */
record Node(
    String alias,
    Dataset dataset,
    Map<String, Object> filter,
    long limit,
    List<String> orderBy,
    List<Selected> selection) {

  static Node of(Dataset dataset, ExecutableNormalizedField field, GraphQLSchema schema) {
    Map<String, Object> arguments = field.getResolvedArguments();
    List<?> orderBy = (List<?>) arguments.getOrDefault("orderBy", List.of());
    return new Node(
        field.getResultKey(),
        dataset,
        TimeRange.fields(arguments.get("filter")),
        (Long) arguments.get("limit"),
        orderBy.stream().map(Object::toString).toList(),
        Selected.of(field.getChildren(), schema));
  }

  TimeRange range(long nowMillis) {
    return TimeRange.of(filter, dataset, nowMillis);
  }
}
