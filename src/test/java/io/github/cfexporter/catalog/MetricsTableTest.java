package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MetricsTableTest {
  private final String table = MetricsTable.of(Catalog.bundled().all());

  @Test
  void everyFamily_hasARow() {
    assertThat(table.lines().filter(line -> line.startsWith("| `cloudflare_")))
        .hasSameSizeAs(Catalog.bundled().families());
  }

  @Test
  void row_tellsTypeLabelsAndSource() {
    assertThat(table).contains("""
            ## request-method-metrics

            | metric | type | labels | help |
            |---|---|---|---|
            | `cloudflare_zone_requests_by_method_total` | counter | zone, account, method \
            | Requests by HTTP method. Source httpRequestsAdaptiveGroups count. |
            """);
  }
}
