package io.github.cfexporter.counting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.series.SeriesKey;
import io.github.cfexporter.counting.series.SeriesTable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** However many hosts come: never more than the top, the sum is exact, and no series goes down. */
@Tag("unit")
class TopValuesLawTest {
  private static final int TOP = 100;
  private static final Source SOURCE =
      Catalog.of(Map.of("shop.yaml", """
          kind: shop
          scope: zone
          sources:
            - dataset: salesAdaptiveGroups
              metrics:
                - name: sales_total
                  help: Sales.
                  labels: {host: {field: dimensions.host, as: text, top: 100}, ok: dimensions.ok}
                  counter: count
          """)).kinds().get(0).sources().get(0);

  private static final TopValues VALUES = new TopValues(SOURCE);
  private static final List<LabelForm> FORMS =
      List.of(new LabelForm("host", false), new LabelForm("ok", false));

  private final Random random = new Random(5);
  private Totals totals = Totals.startingAt(0);
  private long sum;

  private void window(long end, int hosts) {
    SeriesTable table = new SeriesTable();
    for (int i = 0; i < hosts; i++) {
      long amount = 1L + random.nextInt(1_000);
      table.add(SeriesKey.of(List.of("h" + random.nextInt(50_000), "yes")), amount, 0);
      sum += amount;
    }
    add(end, table);
  }

  private void add(long end, SeriesTable table) {
    Delta delta = new Delta(List.of(new FamilyTotals("sales_total", FORMS, table)), List.of());
    totals.add(
        end - 60,
        new Window(end - 60, end),
        VALUES.kept(delta, Optional.of(totals)),
        Retention.ALL);
  }

  private Map<String, Long> series() {
    Map<String, Long> series = new HashMap<>();
    totals
        .families()
        .forEach(
            family -> family.series().forEach((key, total, movedAt) -> series.put(key, total)));
    return series;
  }

  @Test
  void manyHosts_areTheTopAndOther_withExactSums_whereverTheTotalsGo() {
    Map<String, Long> before = Map.of();
    for (int minute = 1; minute <= 20; minute++) {
      window(minute * 60L, 5_000);
      Map<String, Long> now = series();
      assertThat(now).hasSize(TOP + 1).containsKey(SeriesKey.of(List.of("other", "yes")));
      before.forEach((key, total) -> assertThat(now.get(key)).isGreaterThanOrEqualTo(total));
      assertThat(now.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(sum);
      before = now;
      totals = totals.copy(); // as another node has them
    }
  }

  @Test
  void firstWindow_letsTheLargestIn() {
    SeriesTable table = new SeriesTable();
    Set<String> largest = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      table.add(SeriesKey.of(List.of("h" + i, "yes")), i, 0);
      if (i >= 200) {
        largest.add(SeriesKey.of(List.of("h" + i, "yes")));
      }
    }
    add(60, table);

    assertThat(series().keySet()).containsAll(largest).hasSize(TOP + 1);
  }
}
