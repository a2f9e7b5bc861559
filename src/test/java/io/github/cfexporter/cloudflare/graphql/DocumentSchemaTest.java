package io.github.cfexporter.cloudflare.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLScalarType;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Metric;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.catalog.TimeArgument;
import io.github.cfexporter.catalog.Timing;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever is asked of the schema's datasets, the text written is valid against the schema. */
@Tag("unit")
class DocumentSchemaTest {
  private static final Wording NESTED = Wording.of(Wording.Form.NESTED);

  private static final int DOCUMENTS = 60;

  private final Random random = new Random(11);

  @Test
  void everyDocument_isValid() {
    List<GraphQLFieldDefinition> zoneDatasets = datasets("zone");
    List<GraphQLFieldDefinition> accountDatasets = datasets("account");

    for (int i = 0; i < DOCUMENTS; i++) {
      Document document = new Document(
          "acc\"ount",
          List.of(
              new Block(List.of("z1", "z2"), nodes("x", zoneDatasets)),
              new Block(List.of("z3"), nodes("y", zoneDatasets))),
          nodes("a", accountDatasets));
      String graphql = DocumentWriter.write(document, NESTED);

      assertThat(CloudflareSchema.errors(graphql)).as(graphql).isEmpty();
    }
  }

  /** As remote write asks for them. */
  @Test
  void everySourceByMinute_isValid() {
    int grouped = 0;
    for (GraphqlKind kind : QueryKinds.GRAPHQL) {
      for (Source source : kind.sources()) {
        for (Source node : source.nodes()) {
          Source asked = node.under(Optional.empty(), Optional.empty(), Map.of());
          Reading reading = Reading.of(asked, false, false, Set.of()).minutely();
          List<Node> nodes = List.of(new Node("n", reading.source(), new Window(0, 60), 10));
          boolean ofZones = kind.scope() == Scope.ZONE;
          Document document = new Document(
              "a",
              ofZones ? List.of(new Block(List.of("z"), nodes)) : List.of(),
              ofZones ? List.of() : nodes);
          String graphql = DocumentWriter.write(document, NESTED);

          assertThat(CloudflareSchema.errors(graphql)).as(graphql).isEmpty();
          grouped += graphql.contains("datetimeMinute") ? 1 : 0;
        }
      }
    }
    assertThat(grouped).isGreaterThan(15);
  }

  @Test
  void unknownField_isFound() {
    Source wrong = Sources.source(
        "httpRequestsAdaptiveGroups",
        Map.of(),
        OptionalInt.empty(),
        Sources.counter("sum.nothing"));
    Document document = new Document(
        "a", List.of(new Block(List.of("z"), List.of(Sources.node("n", wrong)))), List.of());

    assertThat(CloudflareSchema.errors(DocumentWriter.write(document, NESTED))).isNotEmpty();
  }

  @Test
  void entitlementsQuestion_isValid() {
    Entitlements.Question question = new Entitlements.Question(
        "acc",
        List.of("z1", "z2"),
        datasets("zone").stream().map(GraphQLFieldDefinition::getName).toList(),
        datasets("account").stream().map(GraphQLFieldDefinition::getName).toList());

    assertThat(CloudflareSchema.errors(question.graphql(NESTED))).isEmpty();
  }

  /** Datasets that can be asked for a window. */
  private static List<GraphQLFieldDefinition> datasets(String scope) {
    GraphQLObjectType type = (GraphQLObjectType) CloudflareSchema.get().getType(scope);
    return type.getFieldDefinitions().stream()
        .filter(field -> !field.getName().equals("zones"))
        .filter(field -> time(field).isPresent())
        .toList();
  }

  /** The finest time by which a dataset can be asked. */
  private static Optional<TimeArgument> time(GraphQLFieldDefinition dataset) {
    return Optional.ofNullable(dataset.getArgument("filter"))
        .map(DocumentSchemaTest::filter)
        .flatMap(filter -> Arrays.stream(TimeArgument.values())
            .filter(time -> filter.getField(time.field() + "_geq") != null)
            .findFirst());
  }

  /** All but a handful, which have no time at all or the bounds of attacks. */
  @Test
  void nearlyEveryDataset_canBeAskedByTime() {
    GraphQLObjectType account = (GraphQLObjectType) CloudflareSchema.get().getType("account");
    GraphQLObjectType zone = (GraphQLObjectType) CloudflareSchema.get().getType("zone");
    List<String> without = Stream.concat(
            account.getFieldDefinitions().stream(), zone.getFieldDefinitions().stream())
        .filter(field -> field.getArgument("filter") != null)
        .filter(field -> time(field).isEmpty())
        .map(GraphQLFieldDefinition::getName)
        .toList();

    assertThat(without).hasSizeLessThan(8).contains("dosdAttackAnalyticsGroups");
  }

  private static GraphQLInputObjectType filter(GraphQLArgument argument) {
    return (GraphQLInputObjectType) GraphQLTypeUtil.unwrapAll(argument.getType());
  }

  private List<Node> nodes(String prefix, List<GraphQLFieldDefinition> datasets) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Source source = source(datasets.get(random.nextInt(datasets.size())));
      nodes.add(new Node(prefix + i, source, Sources.MINUTE, 1 + random.nextInt(10_000)));
    }
    return nodes;
  }

  private Source source(GraphQLFieldDefinition dataset) {
    List<Metric> metrics = new ArrayList<>();
    collect("", dataset.getType(), Optional.empty(), metrics);
    TimeArgument time = time(dataset).orElseThrow();
    boolean newest = ordersByTime(dataset, time) && random.nextBoolean();
    return new Source(
        dataset.getName(),
        dataset.getName(),
        new Timing(time, time.granularity()),
        operands(filter(dataset.getArgument("filter"))),
        List.of(),
        newest ? OptionalInt.of(1 + random.nextInt(50)) : OptionalInt.empty(),
        metrics,
        List.of());
  }

  private static boolean ordersByTime(GraphQLFieldDefinition dataset, TimeArgument time) {
    GraphQLType order = GraphQLTypeUtil.unwrapAll(dataset.getArgument("orderBy").getType());
    return ((GraphQLEnumType) order).getValue(time.field() + "_DESC") != null;
  }

  /** One metric per leaf, some left out; elements of lists of objects through {@code each}. */
  private void collect(
      String prefix, GraphQLType type, Optional<String> each, List<Metric> metrics) {
    GraphQLObjectType object = (GraphQLObjectType) GraphQLTypeUtil.unwrapAll(type);
    for (GraphQLFieldDefinition field : object.getFieldDefinitions()) {
      String path = prefix + field.getName();
      boolean scalar = GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLScalarType;
      if (scalar && (metrics.isEmpty() || random.nextInt(4) > 0)) {
        Metric leaf = Sources.counter(path);
        metrics.add(new Metric(leaf.name(), "", each, leaf.labels(), leaf.value()));
      } else if (!scalar && field.getArguments().isEmpty()) {
        boolean list = GraphQLTypeUtil.unwrapNonNull(field.getType()) instanceof GraphQLList;
        collect(list ? "" : path + ".", field.getType(), list ? Optional.of(path) : each, metrics);
      }
    }
  }

  private Map<String, Object> operands(GraphQLInputObjectType filter) {
    Map<String, Object> operands = new HashMap<>();
    filter.getFields().stream()
        .filter(field -> !field.getName().startsWith("date"))
        .filter(field -> random.nextInt(10) == 0)
        .forEach(field ->
            operand(field.getType()).ifPresent(operand -> operands.put(field.getName(), operand)));
    return operands;
  }

  private Optional<Object> operand(GraphQLType type) {
    boolean list = GraphQLTypeUtil.unwrapNonNull(type) instanceof GraphQLList;
    Object single = switch (((GraphQLNamedType) GraphQLTypeUtil.unwrapAll(type)).getName()) {
      case "string" -> "say \"hi\" \\ \n ünï";
      case "uint8", "uint16", "uint32", "uint64" -> (long) random.nextInt(600);
      default -> "";
    };
    if (single.equals("")) {
      return Optional.empty();
    }
    return Optional.of(list ? List.of(single, single) : single);
  }
}
