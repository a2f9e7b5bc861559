package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Event;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One dataset node of a document: the same for all zones of its block.
 *
 * @param alias its key in the answer
 * @param range what the filter spans, an open end being the time of the call
 * @param leaves paths of the leaves that are selected
 * @param used the leaves, and the dimensions that the filter reads
 */
record Node(
    String alias,
    Dataset dataset,
    Predicate<Event> filter,
    TimeRange range,
    long limit,
    List<String> orderBy,
    List<Selected> selection,
    Set<String> leaves,
    Set<String> used) {

  static Node of(
      Dataset dataset, ExecutableNormalizedField field, GraphQLSchema schema, long nowMillis) {
    Map<String, Object> arguments = field.getResolvedArguments();
    List<?> orderBy = (List<?>) arguments.getOrDefault("orderBy", List.of());
    Map<String, Object> filter = TimeRange.fields(arguments.get("filter"));
    List<Selected> selection = Selected.of(field.getChildren(), schema);
    Set<String> leaves = Selected.leaves(selection);
    Set<String> used = new TreeSet<>(leaves);
    used.addAll(Filter.fields(filter));
    return new Node(
        field.getResultKey(),
        dataset,
        Filter.of(filter, dataset),
        TimeRange.of(filter, dataset, nowMillis),
        (Long) arguments.get("limit"),
        orderBy.stream().map(Object::toString).toList(),
        selection,
        leaves,
        used);
  }
}
