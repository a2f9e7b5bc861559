package io.github.cfexporter.catalog;

import static io.github.cfexporter.catalog.MistakesTest.GOOD;
import static io.github.cfexporter.catalog.MistakesTest.mistakesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stands in for a source, and what is wrong with it. */
@Tag("unit")
class AlternativeMistakesTest {
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
      name: receipts             | granularity: 1s              | 17 | unknown key granularity; allowed are dataset, filter, groupBy, labels, metrics, name, time
      dataset: receiptsAdaptive  | dataset: receipts1m          | 17 | receipts1mGroups has rows of 60s, but windows of 1s are asked for
      name: receipts             | time: datetimeHour           | 17 | datetimeHour tells times of 3600s, but windows of 1s are asked for
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
}
