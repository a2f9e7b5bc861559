package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class MetricNamesTest {
  private static final MetricNames NAMES = MetricNames.of(() -> List.of(
      "cloudflare_zone_requests_total",
      "cloudflare_zone_requests_cached",
      "cloudflare_zone_threats_total",
      "cloudflare_exporter_up",
      "cloudflare_worker_errors_total"));

  @Test
  void knownMetrics_mayBeDenied() {
    assertThatCode(() -> Settings.checkOverride(
            "metricsDenylist", "cloudflare_exporter_up, cloudflare_zone_threats_total", NAMES))
        .doesNotThrowAnyException();
    assertThatCode(() -> Settings.checkOverride("metricsDenylist", "", NAMES))
        .doesNotThrowAnyException();
  }

  @Test
  void unknownMetric_isRefusedWithSimilarOnes() {
    assertThatThrownBy(() -> Settings.checkOverride(
            "metricsDenylist", "cloudflare_exporter_up,cloudflare_zone_request_total", NAMES))
        .isInstanceOf(SettingsException.class)
        .hasMessage("metricsDenylist: runtime value"
            + " \"cloudflare_exporter_up,cloudflare_zone_request_total\" is refused, allowed is a"
            + " list of metrics that are served; \"cloudflare_zone_request_total\" is none, similar"
            + " are cloudflare_zone_requests_total, cloudflare_zone_threats_total,"
            + " cloudflare_zone_requests_cached");
  }

  @Test
  void forgottenPrefix_isGuessed() {
    assertThat(NAMES.problem(List.of("worker_errors_total")).orElseThrow())
        .contains("similar are cloudflare_worker_errors_total");
  }

  @Test
  void unknownMetricOfEverySource_isToldEvenIfAStrongerOneHidesIt() {
    Sources sources = new Sources(
        Map.of("metricsDenylist", "cloudflare_exporter_up"),
        Map.of("METRICS_DENYLIST", "in_the_environment"),
        Map.of("metricsDenylist", "in_the_file"),
        file -> "");

    assertThatThrownBy(() -> Settings.read(sources, NAMES))
        .hasMessageContaining("environment variable METRICS_DENYLIST \"in_the_environment\"")
        .hasMessageContaining("configuration file \"in_the_file\"");
  }

  @Test
  void longListOfStrangers_getsAShortAnswer() {
    List<String> strangers = java.util.stream.IntStream.range(0, 5_000)
        .mapToObj(i -> "x".repeat(5_000) + i)
        .toList();

    assertThat(NAMES.problem(strangers).orElseThrow()).hasSizeLessThan(2_000);
  }

  @Test
  void anyName_passesWhereTheMetricsAreUnknown() {
    assertThat(MetricNames.ANY.problem(List.of("whatever"))).isEmpty();
  }
}
