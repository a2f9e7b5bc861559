package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Answers {@code settings}: what a zone or account may do with each dataset. */
final class SettingsNode {
  private final Map<Dataset, List<String>> paths = new HashMap<>();
  private final SimulatorOptions options;

  SettingsNode(GraphQLSchema schema, SimulatorOptions options) {
    this.options = options;
    for (Dataset dataset : Schema.datasets(schema)) {
      paths.put(dataset, Schema.leafPaths(schema, dataset));
    }
  }

  Map<String, Object> of(Zone zone, ExecutableNormalizedField field) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (ExecutableNormalizedField child : field.getChildren()) {
      Dataset dataset = Dataset.named(Dataset.Scope.ZONE, child.getName()).orElseThrow();
      List<String> available = Fields.advertised(dataset, paths.get(dataset), zone);
      answer.put(child.getResultKey(), dataset(child, Limits.of(dataset, zone), available));
    }
    return answer;
  }

  Map<String, Object> of(Account account, ExecutableNormalizedField field) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (ExecutableNormalizedField child : field.getChildren()) {
      Dataset dataset = Dataset.named(Dataset.Scope.ACCOUNT, child.getName()).orElseThrow();
      List<String> available = paths.get(dataset);
      answer.put(child.getResultKey(), dataset(child, Limits.of(dataset, account), available));
    }
    return answer;
  }

  private Map<String, Object> dataset(
      ExecutableNormalizedField field, Limits limits, List<String> available) {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (ExecutableNormalizedField leaf : field.getChildren()) {
      answer.put(
          leaf.getResultKey(),
          switch (leaf.getName()) {
            case "enabled" -> limits.enabled();
            case "availableFields" -> limits.enabled() ? available : List.of();
            case "maxDuration" -> limits.maxDuration();
            case "maxNumberOfFields" -> limits.maxNumberOfFields();
            case "maxPageSize" -> options.maxPageSize();
            case "notOlderThan" -> limits.notOlderThan();
            default -> "Settings";
          });
    }
    return answer;
  }
}
