package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cfexporter.http.access.Credentials;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class HttpSettingsTest {
  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/a/b-c/metrics.txt", "/healthy", "/configuration"})
  void ordinaryMetricsPath_isAccepted(String path) {
    assertThat(settings(8787, path).metricsPath()).isEqualTo(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "metrics",
        "/",
        "//metrics",
        "/metrics/",
        "/:any",
        "/*",
        "/a b",
        "/a?b",
        "/health",
        "/config",
        "/config/defaults",
        "/assets/page.js",
        "/-/ready",
        "/status.json",
        "/..",
        "/a/./b"
      })
  void metricsPathThatCannotBeServed_isRefusedByName(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(8787, path))
        .withMessageStartingWith("METRICS_PATH must be")
        .withMessageEndingWith(": " + path);
  }

  @Test
  void root_isForScrapesOnlyWithoutThePage() {
    assertThat(new HttpSettings("::", 0, "/", true, Optional.empty()).metricsPath())
        .isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void portThatDoesNotExist_isRefusedByName(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings(port, "/metrics"))
        .withMessage("PORT must be 0 to 65535: " + port);
  }

  @Test
  void credentials_stayOutOfTheText() {
    HttpSettings settings = new HttpSettings(
        "::", 0, "/metrics", false, Optional.of(new Credentials("prom", "hunter2")));

    assertThat(settings.toString()).doesNotContain("hunter2", "prom,");
    assertThatIllegalArgumentException().isThrownBy(() -> new Credentials("a:b", "c"));
  }

  private static HttpSettings settings(int port, String metricsPath) {
    return new HttpSettings("127.0.0.1", port, metricsPath, false, Optional.empty());
  }
}
