package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** cases.md 44: the API token does not travel in clear, unless somebody has said so. */
@Tag("unit")
class InsecureApiTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.cloudflare.com/client/v4",
        "HTTP://10.0.0.7:8080",
        "http://127.0.0.1.example.org",
        "http://localhost.example.org",
        "http://[::2]:80",
        "http://[fe80::1]"
      })
  void plainUrlOfAnotherMachine_isRefused_unlessAllowed(String url) {
    assertThatThrownBy(() -> Settings.read(Given.environment("CLOUDFLARE_API_BASE_URL", url)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CLOUDFLARE_API_BASE_URL: \"" + url + "\" is refused")
        .hasMessageContaining("ALLOW_INSECURE_API=true");

    Settings allowed = Settings.read(
        Given.environment(Map.of("CLOUDFLARE_API_BASE_URL", url, "ALLOW_INSECURE_API", "true")));
    assertThat(allowed.get(Deployment.API_BASE_URL)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.cloudflare.com/client/v4",
        "http://localhost:8080",
        "http://LocalHost",
        "http://api.localhost",
        "http://127.0.0.1:1/",
        "http://127.9.8.7",
        "http://[::1]:8080",
        "http://[0:0:0:0:0:0:0:1]"
      })
  void secureUrl_andThisMachine_areAccepted(String url) {
    assertThat(Settings.read(Given.environment("CLOUDFLARE_API_BASE_URL", url))).isNotNull();
  }
}
