package io.github.cfexporter.settings;

import static io.github.cfexporter.settings.RulesTest.accepts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class AddressRulesTest {
  @ParameterizedTest
  @CsvSource({
    "/metrics, true",
    "/a/b.c_d~e-f, true",
    "/healthy, true",
    "/configs, true",
    "metrics, false",
    "'', false",
    "/, false",
    "/metrics/, false",
    "//metrics, false",
    "/health, false",
    "/health/x, false",
    "/config, false",
    "/config/queryLimit, false",
    "/-/ready, false",
    "/-, false",
    "/assets, false",
    "/assets/metrics, false",
    "/status.json, false",
    "/zones.json, false",
    "/a/../config, false",
    "/./health, false",
    "/:key, false",
    "/*, false",
    "/a b, false",
    "/a?b, false",
    "/a%2fb, false"
  })
  void metricsPath_isOfItsOwn(String text, boolean accepted) {
    assertThat(accepts(AddressRules.endpoint(), text)).isEqualTo(accepted);
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, true", "localhost, true", "a-b.example.org, true", "::, true", "::1, true",
    "fe80::1%eth0, true", "'', false", "0.0.0.0:80, false", "http://x, false", "a b, false",
    "[::1], true", "-x, false", "'127.0.0.1,::1', true", "',', false", "a/b, false"
  })
  void listenAddress_isAHost(String text, boolean accepted) {
    assertThat(accepts(AddressRules.hosts(), text)).isEqualTo(accepted);
  }

  @Test
  void listenAddresses_areToldInOrder_withoutBrackets() {
    assertThat(AddressRules.hosts().read("[::1], 127.0.0.1,fe80::1%eth0"))
        .containsExactly("::1", "127.0.0.1", "fe80::1%eth0");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.cloudflare.com/client/v4/, https://api.cloudflare.com/client/v4",
    "http://localhost:8080, http://localhost:8080",
    "http://[::1]:8080///, http://[::1]:8080",
    "HTTPS://example.org/x, HTTPS://example.org/x"
  })
  void baseUrl_losesSlashesAtItsEnd(String text, String url) {
    assertThat(AddressRules.baseUrl().read(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api.cloudflare.com",
        "/client/v4",
        "ftp://x",
        "http://",
        "http:///x",
        "http:x",
        "http://a b",
        "http://x?y=1",
        "http://x#y",
        "http://user:pw@x",
        "http://x:99999",
        "mailto:x"
      })
  void baseUrl_refusesWhatNothingCanBeAppendedTo(String text) {
    assertThatThrownBy(() -> AddressRules.baseUrl().read(text))
        .hasMessageStartingWith("an absolute http or https URL");
  }

  @Test
  void clusterMembers_areHostsWithOrWithoutPort() {
    assertThat(Deployment.CLUSTER_MEMBERS.rule().read("a, b:5701,[::1]:5701,10.0.0.1"))
        .hasSize(4);
    assertThat(accepts(Deployment.CLUSTER_MEMBERS.rule(), "a:b")).isFalse();
    assertThat(accepts(Deployment.CLUSTER_MEMBERS.rule(), "http://a")).isFalse();
  }
}
