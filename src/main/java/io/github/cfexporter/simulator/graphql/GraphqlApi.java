package io.github.cfexporter.simulator.graphql;

import graphql.normalized.ExecutableNormalizedField;
import graphql.schema.GraphQLSchema;
import io.github.cfexporter.simulator.Budgets;
import io.github.cfexporter.simulator.CallLog;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Caller;
import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.traffic.Dataset;
import io.github.cfexporter.simulator.traffic.IngestDelays;
import io.github.cfexporter.simulator.traffic.Traffic;
import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** {@code POST /graphql}, for a caller whose token is valid. */
public final class GraphqlApi {
  private final Known usual;
  private Optional<Known> whole = Optional.empty();
  private final Map<Set<String>, Set<String>> selections = new ConcurrentHashMap<>();
  private final World world;
  private final SimulatorOptions options;
  private final Budgets budgets;
  private final Drift drift;
  private final Rules rules;
  private final Traffic traffic;
  private final IngestDelays delays;

  /** A schema, and who reads and answers by it. */
  private record Known(GraphQLSchema schema, GraphqlDocuments documents, SettingsNode settings) {
    static Known of(GraphQLSchema schema, SimulatorOptions options) {
      return new Known(schema, new GraphqlDocuments(schema), new SettingsNode(schema, options));
    }
  }

  public GraphqlApi(
      World world, Traffic traffic, SimulatorOptions options, Budgets budgets, Drift drift) {
    this.world = world;
    this.options = options;
    this.budgets = budgets;
    this.drift = drift;
    this.rules = new Rules(options);
    this.traffic = traffic;
    this.delays = options.delays();
    this.usual = Known.of(Schema.usual(), options);
  }

  /**
   * Answers a document.
   *
   * @param log told once what was asked and how it ended
   * @param heard whether anything of the answer arrives; if not, it has no data
   */
  public SimulatedAnswer answer(String body, Caller asked, Consumer<Call> log, boolean heard) {
    Question question = new Question(List.of(), List.of());
    Caller caller = asked;
    Known known = usual;
    try {
      caller =
          new Caller(asked.token(), drift.isAccountBased(asked.accountBased()), asked.nowMillis());
      chargeToken(caller);
      JsonObject document = parse(body);
      known = known(document.getString("query", ""));
      List<ExecutableNormalizedField> fields = known.documents.read(document);
      drift.check(fields);
      question = new Questioner(world, caller).survey(viewerFields(fields));
      chargeOwners(question, caller);
      rules.check(question);
      Map<String, Object> ofSchema = known.documents.ofSchema(document, fields);
      Map<String, Object> data =
          heard ? answers(known, question, caller).query(fields, ofSchema) : Map.of();
      log.accept(logged(known, caller, question, CallLog.OK));
      return SimulatedAnswer.json(200, envelope(data, null));
    } catch (Refusal refusal) {
      log.accept(logged(known, caller, question, refusal.getMessage()));
      return refused(refusal, caller.nowMillis());
    }
  }

  private Known known(String document) {
    return Schema.needsWhole(document) ? whole() : usual;
  }

  private synchronized Known whole() {
    if (whole.isEmpty()) {
      whole = Optional.of(Known.of(Schema.whole(), options));
    }
    return whole.get();
  }

  /** The answer to a refused document, which has no data at all. */
  SimulatedAnswer refused(Refusal refusal, long nowMillis) {
    int status = options.documentedStatuses() ? refusal.documentedStatus : 200;
    Map<String, Object> error = error(refusal, nowMillis);
    if (!world.tellsPaths()) {
      error.put("path", null);
    }
    return SimulatedAnswer.json(status, envelope(null, List.of(error)));
  }

  /** One element of {@code errors}, its fields in Cloudflare's order. */
  public static Map<String, Object> error(Refusal refusal, long nowMillis) {
    Map<String, Object> extensions = new LinkedHashMap<>();
    if (!refusal.code.isEmpty()) {
      extensions.put("code", refusal.code);
    }
    extensions.put("timestamp", Instant.ofEpochMilli(nowMillis).toString());
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", refusal.getMessage());
    error.put("path", refusal.path().orElse(null));
    error.put("extensions", extensions);
    return error;
  }

  private void chargeToken(Caller caller) {
    if (!caller.accountBased() && !budgets.graphql(caller.token().id()).take(caller.nowMillis())) {
      throw Refusal.tokenBudget();
    }
  }

  private void chargeOwners(Question question, Caller caller) {
    if (caller.accountBased()) {
      budgets.chargeOwners(question, caller.nowMillis());
    }
  }

  private Answers answers(Known known, Question question, Caller caller) {
    long remaining = budgets.remaining(caller, question);
    Rows rows = new Rows(traffic, delays, caller.nowMillis());
    return new Answers(known.schema, rules, rows, known.settings, caller, question, remaining);
  }

  private static List<ExecutableNormalizedField> viewerFields(
      List<ExecutableNormalizedField> fields) {
    return fields.stream()
        .filter(field -> field.getName().equals("viewer"))
        .flatMap(viewer -> viewer.getChildren().stream())
        .toList();
  }

  private static JsonObject parse(String body) {
    try {
      return new JsonObject(body);
    } catch (DecodeException e) {
      throw Refusal.badDocument("query contains error, please review it and retry");
    }
  }

  private static Map<String, Object> envelope(Map<String, Object> data, List<?> errors) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("data", data);
    envelope.put("errors", errors);
    return envelope;
  }

  private Call logged(Known known, Caller caller, Question question, String outcome) {
    List<AskedNode> nodes = new ArrayList<>();
    for (Question.Block block : question.blocks()) {
      for (ExecutableNormalizedField field : block.nodes()) {
        Dataset dataset = Dataset.named(block.scope(), field.getName()).orElseThrow();
        Node node = Node.of(dataset, field, known.schema, caller.nowMillis());
        TimeRange range = node.range();
        nodes.add(new AskedNode(
            node.alias(),
            dataset.node,
            block.scopes(),
            range.fromSecond(),
            range.toSecond(),
            selections.computeIfAbsent(node.leaves(), once -> once)));
      }
    }
    return new Call(
        caller.nowMillis(),
        Api.GRAPHQL,
        "/graphql",
        question.accounts().stream().map(Account::id).toList(),
        question.zones().stream().map(Zone::id).toList(),
        question.cost(),
        nodes,
        caller.token().id(),
        outcome);
  }
}
