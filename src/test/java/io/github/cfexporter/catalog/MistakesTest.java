package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a file is told by file and line, with what is allowed, and all at once. */
@Tag("unit")
class MistakesTest {
  private static final String GOOD = """
      kind: shop
      scope: zone
      sources:
        - dataset: salesAdaptiveGroups
          granularity: 1s
          filter: {price_geq: 3}
          labels: {till: dimensions.till, clerk: dimensions.clerk}
          metrics:
            - name: sales_total
              help: Sales.
              counter: count
            - name: sales_mean
              help: Mean sale.
              labels: [till]
              gauge: {mean: avg.price, weight: count}
      """;

  @Test
  void goodFile_isRead() {
    GraphqlKind kind = Catalog.of(Map.of("shop.yaml", GOOD)).kind("shop").orElseThrow();

    assertThat(kind.families())
        .extracting(Family::labels)
        .containsExactly(
            List.of("zone", "account", "till", "clerk"), List.of("zone", "account", "till"));
  }

  /** Each row spoils one spot of the good file: what stood there, what does, line and message. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      kind: shop                 | kind: Shop                   | 1  | "Shop" must be lower case words
      kind: shop                 | kinds: shop                  | 1  | unknown key kinds; allowed are kind, scope, sources
      kind: shop                 | kinds: shop                  | 1  | kind is missing
      scope: zone                | scope: rest                  | 2  | unknown scope rest; allowed are account, zone
      scope: zone                | scope: [zone]                | 2  | must be a text, not a list
      dataset: sales             | dataset: sales-              | 4  | must be the name of a GraphQL field
      granularity: 1s            | granularity: 1 minute        | 5  | "1 minute" must be whole seconds, such as 60s
      granularity: 1s            | newest: 0                    | 5  | must be a whole number of rows
      granularity: 1s            | groupBy: [a b]               | 5  | must be a path of GraphQL fields
      {price_geq: 3}             | {price_geq: 3, price_geq: 4} | 6  | key price_geq is written twice
      {price_geq: 3}             | {price geq: 3}               | 6  | filter "price geq" must be the name
      {price_geq: 3}             | {price_in: []}               | 6  | the list must not be empty
      {price_geq: 3}             | {price: 1234567890123456789} | 6  | at most 18 digits
      {price_geq: 3}             | {price: {geq: 3}}            | 6  | must be a text, not a mapping
      {price_geq: 3}             | 3                            | 6  | must be a mapping
      till: dimensions.till      | __till: dimensions.till      | 7  | label name "__till" must be letters
      till: dimensions.till      | zone: dimensions.till        | 7  | label zone is given by the scope
      till: dimensions.till      | till: dimensions..till       | 7  | "dimensions..till" must be a path
      till: dimensions.till      | clerk: dimensions.till       | 7  | key clerk is written twice
      till: dimensions.till      | till: {field: a, as: loud}   | 7  | unknown transform; allowed are text, status, rule-name, bot-score-range
      till: dimensions.till      | till: {field: a, as: rule-name} | 7 | rule-name reads 2 fields, not 1
      till: dimensions.till      | till: {as: status}           | 7  | needs either field or fields
      till: dimensions.till      | till: {field: a}             | 7  | as is missing
      till: dimensions.till      | till: row.till               | 9  | label till needs no "row."
      name: sales_total          | title: sales_total           | 9  | name is missing
      name: sales_total          | name: sales:total            | 9  | "sales:total" must be letters
      name: sales_total          | name: sales                  | 9  | counter sales must end in _total
      name: sales_mean           | name: mean_total             | 12 | gauge mean_total must not end in _total
      name: sales_mean           | name: sales_created          | 12 | metric sales_created must not end in _created
      name: sales_mean           | name: sales_total            | 12 | metric sales_total was declared at shop.yaml:9
      help: Sales.               | {}                           | 11 | not YAML
      help: Sales.               | help:                        | 10 | must be a text, not empty
      help: Mean sale.           | each: list                   | 12 | help is missing
      counter: count             | count: count                 | 9  | a metric needs either counter or gauge
      counter: count             | counter: 3                   | 11 | "3" must be a path
      counter: count             | counter: {path: count, when: a = 1} | 11 | "a = 1" must be a path, one of == != >= <
      counter: count             | counter: {path: count, when: a < b} | 11 | "a < b" must compare with a whole number
      counter: count             | counter: {when: a < 1}       | 11 | path is missing
      till: dimensions.till      | till: {constant: a, as: text} | 7 | unknown key as; allowed are constant
      counter: count             | counter: row.count           | 11 | only a label may read "row.count" from the row
      labels: [till]             | labels: [shelf]              | 14 | no such label in this source, whose labels are [till, clerk]
      labels: [till]             | labels: [till, till]         | 14 | label till is listed twice
      {mean: avg.price, weight: count} | {mean: avg.price}      | 15 | weight is missing
      {mean: avg.price, weight: count} | {mean: a, weight: b, scale: 1e3} | 15 | "1e3" must be a decimal number
      {mean: avg.price, weight: count} | {mean: a, ratio: [b, c]} | 15 | exactly one of constant, distinct, mean, path, ratio, single
      {mean: avg.price, weight: count} | {ratio: [a]}           | 15 | ratio needs two terms
      {mean: avg.price, weight: count} | {distinct: a, scale: 2} | 15 | unknown key scale; allowed are distinct, never, when
      {mean: avg.price, weight: count} | {per: till, single: {a: b}} | 12 | label till comes from per already
      {mean: avg.price, weight: count} | {per: size, single: {}} | 15 | the mapping must not be empty
      {mean: avg.price, weight: count} | {median: avg.price}    | 15 | needs exactly one of constant
      """)
  void mistake_isToldByLine(String good, String bad, int line, String message) {
    assertThat(mistakesOf(GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad))))
        .anySatisfy(mistake -> {
          assertThat(mistake.file()).isEqualTo("shop.yaml");
          assertThat(mistake.message()).contains(message);
          assertThat(mistake.line()).isEqualTo(line);
        });
  }

  @Test
  void allMistakes_areToldInTheOrderOfTheLines() {
    String bad = GOOD.replace("scope: zone", "scope: galaxy")
        .replace("counter: count", "counter: {path: 1, unless: 2}")
        .replace("weight", "wait");

    assertThat(mistakesOf(bad)).extracting(Mistake::line).containsExactly(2, 11, 11, 15, 15);
  }

  @Test
  void sameFamilyInTwoFiles_isRefused() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("shop.yaml", GOOD);
    files.put("stall.yaml", GOOD.replace("sales_total", "stall_total"));

    CatalogException refused =
        catchThrowableOfType(CatalogException.class, () -> Catalog.of(files));

    assertThat(refused).hasMessage("""
            stall.yaml:1: kind shop was declared at shop.yaml:1
            stall.yaml:12: metric sales_mean was declared at shop.yaml:12""");
  }

  @Test
  void sameSourceTwice_isRefused() {
    String again = """
            - dataset: salesAdaptiveGroups
              metrics: []
        """;

    assertThat(mistakesOf(GOOD + again.indent(-2)))
        .extracting(Mistake::toString)
        .containsExactly(
            "shop.yaml:16: source salesAdaptiveGroups is there twice; give one another name",
            "shop.yaml:17: the list must not be empty");
  }

  @Test
  void rollup_mustBeReadInWholeRows() {
    String bad = GOOD.replace("salesAdaptiveGroups", "sales1mGroups").replace("1s", "90s");

    assertThat(mistakesOf(bad))
        .extracting(Mistake::toString)
        .containsExactly("shop.yaml:5: sales1mGroups has rows of 60s; use a multiple of that");
  }

  private static final String WITH_ELSE = GOOD + """
            else:
              - name: receipts
                dataset: receiptsAdaptiveGroups
                labels: {clerk: dimensions.clerk}
                metrics:
                  - name: sales_total
                    counter: sum.receipts
              - dataset: tillsAdaptiveGroups
                metrics:
                  - {name: sales_mean, gauge: {mean: avg.price, weight: count}}
        """;

  @Test
  void whatStandsIn_hasHelpAndLabelsOfItsSource() {
    Source sales =
        Catalog.of(Map.of("shop.yaml", WITH_ELSE)).kinds().get(0).sources().get(0);

    assertThat(sales.nodes())
        .extracting(Source::name)
        .containsExactly("salesAdaptiveGroups", "receipts", "tillsAdaptiveGroups");
    Metric total = sales.alternatives().get(0).metrics().get(0);
    assertThat(total.help()).isEqualTo("Sales.");
    assertThat(total.labels())
        .containsExactly(
            new Label("till", List.of(), Label.Transform.CONSTANT, ""),
            new Label("clerk", List.of("dimensions.clerk"), Label.Transform.TEXT, ""));
  }

  /** Each row spoils one spot of the file with alternatives. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      name: receipts             | name: salesAdaptiveGroups    | 17 | source salesAdaptiveGroups is there twice
      name: receipts             | granularity: 1s              | 17 | unknown key granularity; allowed are dataset, filter, groupBy, labels, metrics, name
      dataset: receiptsAdaptive  | dataset: receipts1m          | 17 | receipts1mGroups has rows of 60s, but windows of 1s are asked for
      {clerk: dimensions.clerk}  | {cashier: dimensions.clerk}  | 21 | no such label in sales_total: cashier
      {clerk: dimensions.clerk}  | {clerk: {field: a, as: status}} | 21 | label clerk must not be read as status
      counter: sum.receipts      | gauge: sum.receipts          | 21 | sales_total must be a counter here, too
      counter: sum.receipts      | help: Receipts               | 22 | unknown key help; allowed are counter, each, gauge, labels, name
      counter: sum.receipts      | each: list                   | 21 | a metric needs either counter or gauge
      {name: sales_mean,         | {name: sales_sum,            | 25 | metric sales_sum is none of the source's, which are sales_total, sales_mean
      {name: sales_mean, gauge: {mean: avg.price, weight: count}} | {name: sales_total, counter: count} | 25 | metric sales_total is read at line 21 already
      """)
  void mistakeInAnAlternative_isToldByLine(String good, String bad, int line, String message) {
    assertThat(WITH_ELSE).contains(good);

    assertThat(mistakesOf(WITH_ELSE.replace(good, bad))).anySatisfy(mistake -> {
      assertThat(mistake.line()).isEqualTo(line);
      assertThat(mistake.message()).contains(message);
    });
  }

  @Test
  void brokenYaml_isToldByLine() {
    assertThat(mistakesOf("kind: shop\nscope: [zone\n"))
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.message()).startsWith("not YAML: "));
    assertThat(mistakesOf("")).extracting(Mistake::line).containsExactly(1);
  }

  @Test
  void words_stayText() {
    String tricky = GOOD.replace("{price_geq: 3}", "{a: no, b: 0777, c: '3', d: -3, e: [on, 1]}");

    assertThat(Catalog.of(Map.of("shop.yaml", tricky))
            .kinds()
            .get(0)
            .sources()
            .get(0)
            .filter())
        .isEqualTo(Map.of("a", "no", "b", "0777", "c", "3", "d", -3L, "e", List.of("on", 1L)));
  }

  private static List<Mistake> mistakesOf(String text) {
    CatalogException refused =
        catchThrowableOfType(CatalogException.class, () -> Catalog.of(Map.of("shop.yaml", text)));
    assertThat(refused).as("refusal").isNotNull();
    return refused.mistakes();
  }
}
