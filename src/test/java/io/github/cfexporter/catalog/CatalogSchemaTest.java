package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.language.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the catalog asks for exists in Cloudflare's schema, and is of the type it is used as. */
@Tag("unit")
class CatalogSchemaTest {
  private CloudflareSchema schema;

  static Stream<Arguments> everySource() {
    return Catalog.bundled().kinds().stream()
        .flatMap(kind -> kind.sources().stream()
            .flatMap(source -> source.nodes().stream())
            .map(source -> Arguments.of(kind.name(), source.name(), kind.scope(), source)));
  }

  @BeforeEach
  void readSchema() {
    schema = CloudflareSchema.get();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everySource")
  void everyLeafAndList_exists(String kind, String name, Scope scope, Source source) {
    assertExists(rowType(scope, source), source.shape());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everySource")
  void everyFilter_existsWithTheTypeOfItsOperand(
      String kind, String name, Scope scope, Source source) {
    source.filter().forEach((field, operand) -> {
      Optional<Type<?>> type = schema.filterType(scope, source.dataset(), field);
      assertThat(type).as("filter %s of %s", field, source.dataset()).isPresent();
      assertThat(accepts(type.orElseThrow(), operand))
          .as("%s: %s", field, operand)
          .isTrue();
    });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everySource")
  void everyTime_isAFilter(String kind, String name, Scope scope, Source source) {
    String field = source.timing().argument().field() + "_geq";

    assertThat(schema.filterType(scope, source.dataset(), field)).as(field).isPresent();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everySource")
  void everyValue_readsNumbers_andCountersWholeOnes(
      String kind, String name, Scope scope, Source source) {
    for (Metric metric : source.metrics()) {
      for (Value.Sum sum : sums(metric.value())) {
        if (!sum.path().equals(Value.ROWS)) {
          assertThat(CloudflareSchema.isWhole(typeOf(sum.path(), metric, scope, source)))
              .as("%s is whole in %s", sum.path(), metric.name())
              .isEqualTo(sum.digits() == 0);
        }
      }
      for (String path : measured(metric.value())) {
        assertThat(CloudflareSchema.isNumber(typeOf(path, metric, scope, source)))
            .as("%s is a number in %s", path, metric.name())
            .isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everySource")
  void everyCondition_comparesWithWhatTheLeafHolds(
      String kind, String name, Scope scope, Source source) {
    for (Metric metric : source.metrics()) {
      for (Condition condition : conditions(metric.value())) {
        Type<?> type = typeOf(condition.path(), metric, scope, source);
        assertThat(accepts(type, condition.operand())).as(condition.toString()).isTrue();
      }
    }
  }

  private void assertExists(String type, Shape shape) {
    for (String leaf : shape.leaves()) {
      Optional<Type<?>> found = schema.typeAt(type, leaf);
      assertThat(found).as("%s of %s", leaf, type).isPresent();
      assertThat(schema.isLeaf(found.orElseThrow())).as("%s is a leaf", leaf).isTrue();
    }
    shape.lists().forEach((path, element) -> {
      Optional<Type<?>> found = schema.typeAt(type, path);
      assertThat(found).as("%s of %s", path, type).isPresent();
      assertThat(CloudflareSchema.isList(found.orElseThrow()))
          .as("%s is a list", path)
          .isTrue();
      assertExists(CloudflareSchema.nameOf(found.orElseThrow()), element);
    });
  }

  private String rowType(Scope scope, Source source) {
    Optional<String> type = schema.rowType(scope, source.dataset());
    assertThat(type).as("dataset %s of scope %s", source.dataset(), scope).isPresent();
    return type.orElseThrow();
  }

  private Type<?> typeOf(String path, Metric metric, Scope scope, Source source) {
    String full = metric.each().map(list -> list + ".").orElse("") + path;
    return schema.typeAt(rowType(scope, source), full).orElseThrow();
  }

  private static boolean accepts(Type<?> type, Object operand) {
    if (operand instanceof GivenOperand given) {
      return accepts(type, given.numbers() ? List.of(1L) : List.of("text"))
          && (given.usual().isEmpty() || accepts(type, given.usual()));
    }
    if (operand instanceof List<?> operands) {
      return CloudflareSchema.isList(type)
          && operands.stream().allMatch(one -> accepts(CloudflareSchema.element(type), one));
    }
    return operand instanceof Long ? CloudflareSchema.isWhole(type) : CloudflareSchema.isText(type);
  }

  private static List<Value.Sum> sums(Value value) {
    if (value instanceof Value.Ratio ratio) {
      return List.of(ratio.dividend(), ratio.divisor());
    }
    return value instanceof Value.Sum sum ? List.of(sum) : List.of();
  }

  private static List<String> measured(Value value) {
    if (value instanceof Value.Mean mean) {
      return List.of(mean.path(), mean.weight());
    }
    return value instanceof Value.Single single ? List.of(single.path()) : List.of();
  }

  private static List<Condition> conditions(Value value) {
    List<Condition> conditions = new ArrayList<>();
    sums(value).forEach(sum -> sum.when().ifPresent(conditions::add));
    if (value instanceof Value.Distinct distinct) {
      distinct.when().ifPresent(conditions::add);
      distinct.never().ifPresent(conditions::add);
    }
    return conditions;
  }
}
