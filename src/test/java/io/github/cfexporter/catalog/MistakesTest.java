package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
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
  static final String GOOD = """
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
      kind: shop                 | kinds: shop                  | 1  | unknown key kinds; allowed are delay, enabled, interval, kind, resources, scope, sources
      kind: shop                 | kinds: shop                  | 1  | kind is missing
      scope: zone                | scope: rest                  | 2  | unknown scope rest; allowed are account, zone
      scope: zone                | scope: [zone]                | 2  | must be a text, not a list
      dataset: sales             | dataset: sales-              | 4  | must be the name of a GraphQL field
      granularity: 1s            | granularity: 1 minute        | 5  | "1 minute" must be whole seconds, such as 60s
      granularity: 1s            | time: minute                 | 5  | unknown time; allowed are datetime, datetimeMinute, datetimeFiveMinutes, datetimeHour, date
      granularity: 1s            | newest: 0                    | 5  | must be a whole number of rows
      granularity: 1s            | groupBy: [a b]               | 5  | must be a path of GraphQL fields
      {price_geq: 3}             | {price_geq: 3, price_geq: 4} | 6  | key price_geq is written twice
      {price_geq: 3}             | {price geq: 3}               | 6  | filter "price geq" must be the name
      {price_geq: 3}             | {price_in: []}               | 6  | the list must not be empty
      {price_geq: 3}             | {price: 1234567890123456789} | 6  | at most 18 digits
      {price_geq: 3}             | {price: {geq: 3}}            | 6  | unknown key geq; allowed are as, default, setting
      {price_geq: 3}             | {price: {setting: delay}}    | 6  | "delay" must be letters and digits, beginning with a small letter, and not interval or delay
      {price_geq: 3}             | {price: {setting: a, as: no}} | 6 | must be numbers or texts
      {price_geq: 3}             | {price: {setting: a, default: 1}} | 6 | default must be texts
      scope: zone                | enabled: no                  | 2  | must be on or off
      scope: zone                | interval: 5 minutes          | 2  | "5 minutes" must be whole seconds, such as 60s
      scope: zone                | delay: 0s                    | 2  | "0s" must be whole seconds, such as 60s
      {price_geq: 3}             | 3                            | 6  | must be a mapping
      till: dimensions.till      | __till: dimensions.till      | 7  | label name "__till" must be letters
      till: dimensions.till      | zone: dimensions.till        | 7  | label zone is given by the scope
      till: dimensions.till      | till: dimensions..till       | 7  | "dimensions..till" must be a path
      till: dimensions.till      | clerk: dimensions.till       | 7  | key clerk is written twice
      till: dimensions.till      | till: {field: a, as: loud}   | 7  | unknown transform; allowed are text, status, rule-name, bot-score-range, lower, boolean, enum, path, joined, either
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
      {mean: avg.price, weight: count} | {mean: a, ratio: [b, c]} | 15 | exactly one of constant, distinct, max, mean, min, newest, path, ratio, single, sum
      {mean: avg.price, weight: count} | {ratio: [a]}           | 15 | ratio needs two terms
      {mean: avg.price, weight: count} | {distinct: a, scale: 2} | 15 | unknown key scale; allowed are distinct, never, when
      {mean: avg.price, weight: count} | {per: till, single: {a: b}} | 12 | label till comes from per already
      {mean: avg.price, weight: count} | {per: size, single: {}} | 15 | the mapping must not be empty
      {mean: avg.price, weight: count} | {max: a, drop: none}   | 15 | "none" must be a decimal number, such as -1
      {mean: avg.price, weight: count} | {min: a, as: date}     | 15 | must be time
      {mean: avg.price, weight: count} | {newest: a}            | 15 | by is missing
      {mean: avg.price, weight: count} | {per: x, state: a}     | 15 | of is missing
      {mean: avg.price, weight: count} | {per: x, state: a, of: []} | 15 | the list must not be empty
      counter: count             | counter: {per: x, single: {a: b}} | 11 | unknown key single; allowed are digits, path, per, scale
      counter: count             | counter: {path: count, digits: 7} | 11 | "7" must be a number of digits from 1 to 6
      counter: count             | counter: {path: count, digits: 0} | 11 | "0" must be a number of digits from 1 to 6
      counter: count             | counter: {per: x, path: {}}  | 11 | the mapping must not be empty
      till: dimensions.till      | till: {field: a, as: enum}   | 7  | values is missing
      till: dimensions.till      | till: {field: a, as: text, top: 0} | 7 | "0" must be a whole number from 1 to 99999
      till: dimensions.till      | till: {field: a, as: text, top: 9} | 12 | top is for labels of counters only
      till: dimensions.till, clerk: dimensions.clerk | till: {field: a, as: text, top: 9}, clerk: {field: a, as: text, top: 9} | 9 | only one label of a metric may have top
      till: dimensions.till      | till: {field: a, as: lower, values: {a: b}} | 7 | values are for enum only
      granularity: 1s            | lookBack: 3600s              | 4  | a source with lookBack reads the newest row of each label set
      granularity: 1s            | lookBack: 1h                 | 5  | "1h" must be whole seconds, such as 60s
      help: Sales.               | peerName: sales              | 9  | has name and peerName
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
    assertThat(mistakesOf(GOOD.replace("granularity: 1s", "time: date\n    granularity: 3600s")))
        .extracting(Mistake::toString)
        .containsExactly("shop.yaml:6: date tells times of 86400s; use a multiple of that");
  }

  @Test
  void granularity_followsTheTime_andADailyRollupGoesByDate() {
    assertThat(timingOf(GOOD.replace("granularity: 1s", "time: datetimeFiveMinutes")))
        .isEqualTo(new Timing(TimeArgument.FIVE_MINUTES, Duration.ofMinutes(5)));
    assertThat(timingOf(
            GOOD.replace("granularity: 1s", "").replace("salesAdaptiveGroups", "sales1dGroups")))
        .isEqualTo(new Timing(TimeArgument.DATE, Duration.ofDays(1)));
  }

  private static Timing timingOf(String text) {
    return Catalog.of(Map.of("shop.yaml", text)).kinds().get(0).sources().get(0).timing();
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

  static List<Mistake> mistakesOf(String text) {
    CatalogException refused =
        catchThrowableOfType(CatalogException.class, () -> Catalog.of(Map.of("shop.yaml", text)));
    assertThat(refused).as("refusal").isNotNull();
    return refused.mistakes();
  }
}
