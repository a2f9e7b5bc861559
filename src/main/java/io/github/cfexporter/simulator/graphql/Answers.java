package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import io.github.cfexporter.simulator.Caller;
import io.github.cfexporter.simulator.graphql.Question.Block;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.Dataset.Scope;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Zone;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Fills in the answer to one document, field by field, in the order they are asked. */
public final class Answers {
  private final GraphQLSchema schema;
  private final Rules rules;
  private final Rows rows;
  private final SettingsNode settings;
  private final Caller caller;
  private final Question question;
  private final long budget;

  /** @param budget what {@code viewer.budget} shows: documents left in these five minutes */
  Answers(
      GraphQLSchema schema,
      Rules rules,
      Rows rows,
      SettingsNode settings,
      Caller caller,
      Question question,
      long budget) {
    this.schema = schema;
    this.rules = rules;
    this.rows = rows;
    this.settings = settings;
    this.caller = caller;
    this.question = question;
    this.budget = budget;
  }

  /** @param ofSchema what is asked of the schema, by alias */
  Map<String, Object> query(List<ExecutableNormalizedField> fields, Map<String, Object> ofSchema) {
    return each(fields, field -> switch (field.getName()) {
      case "__schema", "__type" -> ofSchema.get(field.getResultKey());
      case "cost" -> question.cost();
      case "viewer" -> each(field.getChildren(), this::viewer);
      default -> "Query";
    });
  }

  private Object viewer(ExecutableNormalizedField field) {
    return switch (field.getName()) {
      case "budget" -> budget;
      case "zones" -> zones(question.block(field));
      case "accounts" -> List.of(account(question.block(field)));
      default -> "viewer";
    };
  }

  private Map<String, Object> account(Block block) {
    Account account = block.account().orElseThrow();
    List<String> path = Question.below(block.path(), "0");
    return each(block.field().getChildren(), field -> switch (field.getName()) {
      case "accountTag" -> account.id();
      case "zones" -> zones(question.block(field));
      case "settings" -> settings.of(account, field);
      case "__typename" -> "account";
      default -> {
        Node node = node(Scope.ACCOUNT, field);
        rules.check(node, account, caller.nowMillis(), Question.below(path, node.alias()));
        yield rows.of(node, account.id());
      }
    });
  }

  private List<Map<String, Object>> zones(Block block) {
    Map<ExecutableNormalizedField, Node> nodes = new LinkedHashMap<>();
    block.nodes().forEach(field -> nodes.put(field, node(Scope.ZONE, field)));
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Zone zone : block.zones()) {
      List<String> path = Question.below(block.path(), String.valueOf(answers.size()));
      answers.add(zone(zone, block, nodes, path));
    }
    return answers;
  }

  private Map<String, Object> zone(
      Zone zone, Block block, Map<ExecutableNormalizedField, Node> nodes, List<String> path) {
    return each(block.field().getChildren(), field -> switch (field.getName()) {
      case "zoneTag" -> zone.id();
      case "settings" -> settings.of(zone, field);
      case "__typename" -> "zone";
      default -> {
        Node node = nodes.get(field);
        rules.check(node, zone, caller.nowMillis(), Question.below(path, node.alias()));
        yield rows.of(node, zone.id());
      }
    });
  }

  private Node node(Scope scope, ExecutableNormalizedField field) {
    return Node.of(
        Dataset.named(scope, field.getName()).orElseThrow(), field, schema, caller.nowMillis());
  }

  private static Map<String, Object> each(
      List<ExecutableNormalizedField> fields, Function<ExecutableNormalizedField, Object> value) {
    Map<String, Object> object = new LinkedHashMap<>();
    fields.forEach(field -> object.put(field.getResultKey(), value.apply(field)));
    return object;
  }
}
