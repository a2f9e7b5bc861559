package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.series.KnownKeys;
import io.github.cfexporter.counting.series.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values and labels that a file may declare, from rows whose truth is written beside them. */
@Tag("unit")
class DeclaredValuesTest {
  private static final String KIND = """
      kind: shop
      scope: account
      sources:
        - dataset: salesAdaptiveGroups
          metrics:
            - {name: shop, help: A., labels: {till: dimensions.till}, %s}
      """;

  private Tally tally;
  private Row row;

  private void declare(String value, String label) {
    String file = KIND.formatted(value).replace("dimensions.till}", label + "}");
    Source source =
        Catalog.of(Map.of("shop.yaml", file)).kinds().get(0).sources().get(0);
    Reading reading = Reading.of(source, false, false, Set.of());
    tally = reading.tally(id -> Optional.empty(), new KnownKeys());
    row = new Row(reading.shape());
  }

  private void gauge(String value) {
    declare("gauge: " + value, "dimensions.till");
  }

  /** @param leaves path and value in turn; numbers are read as such */
  private void row(String... leaves) {
    row.clear();
    for (int i = 0; i < leaves.length; i += 2) {
      int slot = row.shape().slot(leaves[i]);
      if (leaves[i + 1].matches("-?[0-9]+")) {
        row.setWhole(slot, Long.parseLong(leaves[i + 1]));
      } else {
        row.setText(slot, leaves[i + 1]);
      }
    }
    tally.row(row);
  }

  private Map<String, Double> values() {
    List<Gauges> gauges = tally.delta().gauges();
    return gauges.get(0).values();
  }

  @Test
  void max_leavesOutWhatMeansNoData() {
    gauge("{max: max.wait, drop: -1, scale: 0.001}");
    row("dimensions.till", "a", "max.wait", "-1");
    row("dimensions.till", "a", "max.wait", "2500");
    row("dimensions.till", "a", "max.wait", "700");
    row("dimensions.till", "b", "max.wait", "-1");

    assertThat(values()).isEqualTo(Map.of("a", 2.5));
  }

  @Test
  void min_isTheSmallestOfTheRows() {
    gauge("{min: min.wait}");
    row("dimensions.till", "a", "min.wait", "30");
    row("dimensions.till", "a", "min.wait", "-4");
    row("dimensions.till", "b", "min.wait", "8");

    assertThat(values()).isEqualTo(Map.of("a", -4.0, "b", 8.0));
  }

  @Test
  void newest_goesByTheTimeOfTheRows_notByTheirOrder() {
    gauge("{newest: max.size, by: dimensions.datetime}");
    row("dimensions.till", "a", "max.size", "1", "dimensions.datetime", "2026-01-01T00:01:00Z");
    row("dimensions.till", "a", "max.size", "3", "dimensions.datetime", "2026-01-01T00:03:00Z");
    row("dimensions.till", "a", "max.size", "2", "dimensions.datetime", "2026-01-01T00:02:00Z");

    assertThat(values()).isEqualTo(Map.of("a", 3.0));
  }

  @Test
  void time_becomesSeconds() {
    gauge("{max: max.timestamp, as: time}");
    row("dimensions.till", "a", "max.timestamp", "2026-01-01T00:00:00.250Z");
    row("dimensions.till", "a", "max.timestamp", "never");

    assertThat(values()).isEqualTo(Map.of("a", 1_767_225_600.25));
  }

  @Test
  void state_isOneForTheWordOfTheNewestRow_andZeroForTheOthers() {
    gauge("{per: state, state: dimensions.state, of: [up, down], by: dimensions.datetime}");
    row("dimensions.till", "a", "dimensions.state", "up", "dimensions.datetime", "1");
    row("dimensions.till", "a", "dimensions.state", "down", "dimensions.datetime", "2");
    row("dimensions.till", "b", "dimensions.state", "lost", "dimensions.datetime", "1");

    assertThat(values().values()).containsExactlyInAnyOrder(0.0, 1.0, 0.0, 0.0);
    assertThat(values().entrySet())
        .filteredOn(state -> state.getValue() == 1)
        .singleElement()
        .satisfies(state -> assertThat(state.getKey()).startsWith("a").endsWith("down"));
  }

  @ParameterizedTest
  @CsvSource({
    "lower, EyeBall, eyeball",
    "boolean, 0, false",
    "boolean, 1, true",
    "boolean, maybe, maybe",
    "path, /users/42/orders?page=2, /users/:id/orders",
    "path, /feedback/, /feedback/",
    "path, /f/123e4567-e89b-12d3-a456-426614174000, /f/:uuid",
    "path, /c/deadbeef1, /c/:id",
    "path, /, /"
  })
  void text_isTransformed(String as, String text, String shown) {
    declare("gauge: {constant: 1}", "{field: dimensions.till, as: " + as + "}");
    row("dimensions.till", text);

    assertThat(values()).isEqualTo(Map.of(shown, 1.0));
  }

  @Test
  void table_leavesWhatItDoesNotHave() {
    declare("gauge: count", "{field: dimensions.till, as: enum, values: {1: open, 2: shut}}");
    row("dimensions.till", "1", "count", "5");
    row("dimensions.till", "2", "count", "6");
    row("dimensions.till", "3", "count", "7");

    assertThat(values()).isEqualTo(Map.of("open", 5.0, "shut", 6.0, "3", 7.0));
  }
}
