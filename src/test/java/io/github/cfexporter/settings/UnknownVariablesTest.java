package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 19: a variable that nobody reads is told, with the one that is meant. */
@Tag("unit")
class UnknownVariablesTest {
  @ParameterizedTest
  @CsvSource({
    "CF_ZONE, CF_ZONES",
    "CLOUDFLARE_TOKEN, CLOUDFLARE_API_TOKEN",
    "METRIC_DENYLIST, METRICS_DENYLIST",
    "CF_API_TOKEN, CLOUDFLARE_API_TOKEN",
    "LISTEN, LISTEN_ADDRESS and PORT",
    "SCRAPE_DELAY, SCRAPE_DELAY_SECONDS",
    "SCRAPE_INTERVAL, METRIC_REFRESH_INTERVAL_SECONDS",
    "CF_EXCLUDED_ZONES, CF_EXCLUDE_ZONES",
    "HTTP_STATUS_GROUP, CF_HTTP_STATUS_GROUP",
    "cf_zones, CF_ZONES",
    "scrapeDelaySeconds, SCRAPE_DELAY_SECONDS",
    "QUERYLIMIT, QUERY_LIMIT",
    "CLUSTER_MEMBER, CLUSTER_MEMBERS",
    "CLOUDFARE_API_TOKEN, CLOUDFLARE_API_TOKEN",
    "DATA_DIRECTROY, DATA_DIRECTORY"
  })
  void nameOfAnotherExporterOrNearlyOurs_isToldWithTheRightOne(String name, String meant) {
    assertThat(UnknownVariables.in(Map.of(name, "x")))
        .singleElement()
        .isEqualTo(new Mistake(name, "is not read by this exporter; use " + meant));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FREE_TIER", "CF_API_KEY", "CF_API_EMAIL", "CF_TIMEOUT", "CLOUDFLARE_ANYTHING"})
  void whatIsMeantForCloudflare_isToldInAnyCase(String name) {
    assertThat(UnknownVariables.in(Map.of(name, "secret-value")))
        .singleElement()
        .satisfies(told -> assertThat(told.toString()).startsWith(name + ": is not read"))
        .satisfies(told -> assertThat(told.toString()).doesNotContain("secret-value"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "HOME",
        "HOSTNAME",
        "POST",
        "JAVA_HOME",
        "JAVA_TOOL_OPTIONS",
        "CLOUDFLARE_EXPORTER_SERVICE_HOST",
        "CLOUDFLARE_EXPORTER_PORT",
        "CLOUDFLARE_EXPORTER_PORT_8787_TCP_ADDR",
        "CF_INSTANCE_INDEX",
        "PROMETHEUS_PORT_9090_TCP"
      })
  void whatIsNoneOfOurBusiness_isLeftAlone(String name) {
    assertThat(UnknownVariables.in(Map.of(name, "x"))).isEmpty();
  }

  @Test
  void ourOwnVariables_andEmptyOnes_areNotTold() {
    Map<String, String> ours = Settings.ALL.stream()
        .collect(Collectors.toMap(setting -> setting.variable(), setting -> "x"));

    assertThat(UnknownVariables.in(ours)).isEmpty();
    assertThat(UnknownVariables.in(Map.of("CF_ZONE", " "))).isEmpty();
  }

  @Test
  void everyAdvice_namesAVariableThatThereIs() {
    Stream<String> foreign = Stream.of(
        "CF_API_TOKEN",
        "CF_API_KEY",
        "CF_EMAIL",
        "ZONE",
        "CF_ACCOUNT_ID",
        "LISTEN",
        "FREE_TIER",
        "CF_QUERY_LIMIT",
        "CF_BATCH_SIZE",
        "CONFIG_PATH",
        "QUERY_DENYLIST",
        "CF_API_RATE_LIMITER");
    assertThat(foreign)
        .allSatisfy(name -> assertThat(UnknownVariables.in(Map.of(name, "x")))
            .singleElement()
            .satisfies(told -> assertThat(Settings.ALL)
                .anyMatch(setting -> told.problem().contains("use " + setting.variable()))));
  }
}
