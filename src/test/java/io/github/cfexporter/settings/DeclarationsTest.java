package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every setting, and the names and defaults that operators rely on. */
@Tag("unit")
class DeclarationsTest {
  static Stream<Setting<?>> everySetting() {
    return Settings.ALL.stream();
  }

  static Stream<Setting<?>> everyTunable() {
    return Tunables.ALL.stream();
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          queryLimit, QUERY_LIMIT, 10000
          scrapeDelaySeconds, SCRAPE_DELAY_SECONDS, 300
          timeWindowSeconds, TIME_WINDOW_SECONDS, 60
          metricRefreshIntervalSeconds, METRIC_REFRESH_INTERVAL_SECONDS, 60
          accountListCacheTtlSeconds, ACCOUNT_LIST_CACHE_TTL_SECONDS, 600
          zoneListCacheTtlSeconds, ZONE_LIST_CACHE_TTL_SECONDS, 1800
          sslCertsCacheTtlSeconds, SSL_CERTS_CACHE_TTL_SECONDS, 1800
          healthCheckCacheTtlSeconds, HEALTH_CHECK_CACHE_TTL_SECONDS, 10
          logLevel, LOG_LEVEL, info
          logFormat, LOG_FORMAT, json
          cfAccounts, CF_ACCOUNTS, ''
          cfZones, CF_ZONES, ''
          cfExcludeZones, CF_EXCLUDE_ZONES, ''
          cfFreeTierAccounts, CF_FREE_TIER_ACCOUNTS, ''
          metricsDenylist, METRICS_DENYLIST, ''
          excludeHost, EXCLUDE_HOST, false
          httpStatusGroup, CF_HTTP_STATUS_GROUP, false
          rateLimitMode, RATE_LIMIT_MODE, auto
          graphqlQueriesPer5Minutes, GRAPHQL_QUERIES_PER_5_MINUTES, 300
          graphqlNodesPerDocument, GRAPHQL_NODES_PER_DOCUMENT, 50
          restCallsPer5Minutes, REST_CALLS_PER_5_MINUTES, 1200
          maxBackfillSeconds, MAX_BACKFILL_SECONDS, 86400
          seriesTtlSeconds, SERIES_TTL_SECONDS, 86400
          newSeriesZeroSeconds, NEW_SERIES_ZERO_SECONDS, 60
          createdTimestamps, CREATED_TIMESTAMPS, false
          idleSourceSeconds, IDLE_SOURCE_SECONDS, 900
          auditIntervalSeconds, AUDIT_INTERVAL_SECONDS, 3600
          """)
  void key_hasItsVariableAndDefault(String key, String variable, String text) {
    Setting<?> setting = Settings.require(key);

    assertThat(setting.variable()).isEqualTo(variable);
    assertThat(Settings.defaults().text(setting)).isEqualTo(text);
    assertThat(Settings.defaults().origin(setting)).isEqualTo(Origin.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(textBlock = """
          CLOUDFLARE_API_TOKEN, ''
          CLOUDFLARE_API_TOKENS, ''
          CLOUDFLARE_API_TOKEN_FILE, ''
          CLOUDFLARE_API_EMAIL, ''
          CLOUDFLARE_API_KEY, ''
          CLOUDFLARE_API_KEY_FILE, ''
          CLOUDFLARE_API_BASE_URL, https://api.cloudflare.com/client/v4
          ALLOW_INSECURE_API, false
          HTTPS_PROXY, ''
          NO_PROXY, ''
          CA_FILE, ''
          CONNECT_TIMEOUT_SECONDS, 5
          REQUEST_TIMEOUT_SECONDS, 30
          LISTEN_ADDRESS, 0.0.0.0
          PORT, 8787
          METRICS_PATH, /metrics
          METRIC_NAMES, cloudflare
          DISABLE_UI, false
          DISABLE_CONFIG_API, false
          CONFIG_API_OPEN, false
          BASIC_AUTH_USER, ''
          BASIC_AUTH_PASSWORD, ''
          BASIC_AUTH_PASSWORD_FILE, ''
          WEB_CONFIG_FILE, ''
          DATA_DIRECTORY, data
          JDBC_URL, ''
          CLUSTER_MEMBERS, ''
          CLUSTER_NAME, cloudflare-exporter
          CLUSTER_SECRET, ''
          CLUSTER_SECRET_FILE, ''
          CLUSTER_TLS_CERTIFICATE_FILE, ''
          CLUSTER_TLS_KEY_FILE, ''
          CLUSTER_TLS_CA_FILE, ''
          CLUSTER_KUBERNETES_SERVICE, ''
          CLUSTER_BIND_ADDRESS, ''
          CLUSTER_PUBLIC_ADDRESS, ''
          CLUSTER_PORT, 5701
          CLUSTER_BUS_PORT, 0
          CONFIG_FILE, conf/exporter.yaml
          REMOTE_WRITE_URL, ''
          REMOTE_WRITE_USER, ''
          REMOTE_WRITE_PASSWORD, ''
          REMOTE_WRITE_PASSWORD_FILE, ''
          REMOTE_WRITE_BEARER_TOKEN, ''
          REMOTE_WRITE_BEARER_TOKEN_FILE, ''
          REMOTE_WRITE_HEADERS, ''
          REMOTE_WRITE_HEADERS_FILE, ''
          REMOTE_WRITE_CA_FILE, ''
          REMOTE_WRITE_LABELS, job=cloudflare-exporter
          REMOTE_WRITE_PREFIX, ''
          REMOTE_WRITE_PROTOCOL, 1.0
          REMOTE_WRITE_MAX_AGE_SECONDS, 7200
          REMOTE_WRITE_BUFFER_MEGABYTES, 64
          """)
  void variable_hasItsDefault(String variable, String text) {
    assertThat(Deployment.ALL)
        .filteredOn(setting -> setting.variable().equals(variable))
        .singleElement()
        .satisfies(setting -> {
          assertThat(Settings.defaults().text(setting)).isEqualTo(text);
          assertThat(setting.changesAtRuntime()).isFalse();
        });
  }

  @Test
  void settings_areThoseOfTheContract() {
    assertThat(Tunables.ALL).hasSize(29);
    assertThat(Deployment.ALL).hasSize(55);
    assertThat(Settings.ALL.stream().map(Setting::variable)).doesNotHaveDuplicates();
    assertThat(Settings.ALL.stream().map(Setting::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void help_isASentence(Setting<?> setting) {
    assertThat(setting.help()).endsWith(".").hasSizeLessThan(100);
    assertThat(setting.allowed()).isNotBlank().doesNotEndWith(".");
  }

  @ParameterizedTest
  @MethodSource("everySetting")
  void canonicalText_readsBackAsTheSameValue(Setting<?> setting) {
    Settings defaults = Settings.defaults();

    assertThat(setting.parse(defaults.text(setting), Origin.FILE).toString())
        .isEqualTo(defaults.get(setting).toString());
  }

  @ParameterizedTest
  @MethodSource("everyTunable")
  void valueAsJson_isAcceptedBack(Setting<?> setting) {
    Settings defaults = Settings.defaults();

    assertThat(setting.textOf(defaults.json(setting))).isEqualTo(defaults.text(setting));
  }

  @ParameterizedTest
  @MethodSource("everyTunable")
  void badText_isRefusedWithKeyVariableValueAndRule(Setting<?> setting) {
    SettingsException refusal = catchThrowableOfType(
        SettingsException.class,
        () -> Settings.read(Given.environment(setting.variable(), "no such, \u20AC ${value}")));

    assertThat(refusal.mistakes()).hasSize(1);
    assertThat(refusal)
        .hasMessageContaining(setting.name() + ": ")
        .hasMessageContaining(setting.variable())
        .hasMessageContaining("\"no such, \u20AC ${value}\" is refused")
        .hasMessageContaining("allowed is " + setting.allowed());
  }
}
