package io.github.cfexporter.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class MinuteDimensionTest {
  @ParameterizedTest
  @CsvSource({
    "colo-metrics, httpRequestsAdaptiveGroups, dimensions.datetimeMinute",
    "http-metrics, httpRequests1mGroups, dimensions.datetime",
    "worker-sums, workersInvocationsScheduled, datetime",
    "magic-firewall-samples, magicFirewallSamplesAdaptiveGroups,"
  })
  void rows_sayTheirMinute_asTheirDatasetHasIt(String kind, String dataset, String path) {
    Source source = Catalog.bundled().kind(kind).orElseThrow().sources().stream()
        .filter(one -> one.dataset().equals(dataset))
        .findFirst()
        .orElseThrow();

    assertThat(MinuteDimension.of(source)).isEqualTo(Optional.ofNullable(path));
  }
}
