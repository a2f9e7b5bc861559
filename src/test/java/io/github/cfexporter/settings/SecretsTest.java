package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.log.Redaction;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class SecretsTest {
  private static final String TOKEN = "t0ken-that-nobody-may-see";

  @Test
  void missingToken_isOneSentenceThatNamesTheVariableAndTheDemo() {
    assertThatThrownBy(() -> Settings.defaults().credentials())
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CLOUDFLARE_API_TOKEN: is not set; ")
        .hasMessageContaining("--demo")
        .hasMessageNotContaining("\n");
  }

  @Test
  void token_isReadFromItsFile() {
    Settings settings = Settings.read(new Sources(
        Map.of(),
        Map.of("CLOUDFLARE_API_TOKEN_FILE", "/run/token"),
        Map.of(),
        file -> file.toString().equals("/run/token") ? TOKEN : ""));

    assertThat(settings.credentials().get(0).secret().reveal()).isEqualTo(TOKEN);
    assertThat(settings.origin(Deployment.API_TOKENS)).isEqualTo(Origin.ENVIRONMENT);
  }

  @Test
  void unreadableFile_isAMistakeThatNamesIt() {
    Sources sources =
        new Sources(Map.of(), Map.of("CLOUDFLARE_API_TOKEN_FILE", "gone"), Map.of(), file -> {
          throw new NoSuchFileException(file.toString());
        });

    assertThatThrownBy(() -> Settings.read(sources))
        .hasMessage("CLOUDFLARE_API_TOKEN_FILE: \"gone\" is refused, allowed is a file that can be"
            + " read (NoSuchFileException)");
  }

  @Test
  void emptyFile_isAMistake() {
    assertThatThrownBy(() -> Settings.read(Given.environment("CLOUDFLARE_API_TOKEN_FILE", "empty")))
        .hasMessageContaining("\"empty\" is refused, allowed is a file that is not empty");
  }

  @Test
  void secretGivenTwice_isAMistake() {
    assertThatThrownBy(() -> Settings.read(Given.environment(
            Map.of("CLOUDFLARE_API_TOKEN", TOKEN, "CLOUDFLARE_API_TOKEN_FILE", "x"))))
        .hasMessageContaining("CLOUDFLARE_API_TOKEN: is set, and CLOUDFLARE_API_TOKEN_FILE too;"
            + " set one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "BASIC_AUTH_USER, BASIC_AUTH_PASSWORD: is not set",
    "BASIC_AUTH_PASSWORD, BASIC_AUTH_USER: is not set"
  })
  void halfALogin_isAMistake(String given, String message) {
    assertThatThrownBy(() -> Settings.read(Given.environment(given, "something")))
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("set both or neither");
  }

  @Test
  void wholeLogin_isAccepted_andThePasswordKeepsItsSpaces() {
    Settings settings = Settings.read(
        Given.environment(Map.of("BASIC_AUTH_USER", "u", "BASIC_AUTH_PASSWORD", " pass word ")));

    assertThat(settings.get(Deployment.BASIC_AUTH_PASSWORD).orElseThrow().matches(" pass word "))
        .isTrue();
    assertThat(settings.get(Deployment.BASIC_AUTH_USER)).contains("u");
  }

  @Test
  void userWithAColon_isRefused() {
    assertThatThrownBy(() -> Settings.read(
            Given.environment(Map.of("BASIC_AUTH_USER", "a:b", "BASIC_AUTH_PASSWORD", "password"))))
        .hasMessage("BASIC_AUTH_USER: \"a:b\" is refused, allowed is a name without a colon");
  }

  @Test
  void secret_isShownNowhere() {
    Map<String, String> environment = Map.of(
        "CLOUDFLARE_API_TOKEN",
        TOKEN,
        "BASIC_AUTH_USER",
        "u",
        "BASIC_AUTH_PASSWORD",
        TOKEN,
        "JDBC_URL",
        "jdbc:postgresql://db/x?password=" + TOKEN);
    Settings settings = Settings.read(Given.environment(environment));

    assertThat(settings.secrets()).hasSize(2);
    assertThat(settings.text(Deployment.API_TOKEN)).isEqualTo("***");
    assertThat(settings.json(Deployment.JDBC_URL)).isEqualTo("***");
    assertThat(settings.toString()).doesNotContain(TOKEN);
    assertThat(Given.environment(environment).toString()).doesNotContain(TOKEN);
    assertThat(settings.credentials().get(0).secret().toString()).isEqualTo("***");
  }

  @Test
  void refusedSecret_isNotInTheMessage() {
    assertThatThrownBy(() -> Settings.read(Given.environment(Map.of(
            "CLOUDFLARE_API_TOKEN", TOKEN + " with spaces",
            "JDBC_URL", "postgres://u:" + TOKEN + "@db",
            "CLOUDFLARE_API_BASE_URL", "https://u:" + TOKEN + "@api.example.org"))))
        .hasMessageContaining("its value (not shown) is refused")
        .hasMessageContaining("//***@api.example.org")
        .hasMessageNotContaining(TOKEN)
        .hasNoCause();
  }

  /** To hide it wherever it stands would make words unreadable, and so show where it stood. */
  @ParameterizedTest
  @CsvSource({
    "CLOUDFLARE_API_TOKEN, seven77",
    "CLOUDFLARE_API_TOKENS, 'long-enough,seven77'",
    "CLOUDFLARE_API_KEY, seven77",
    "BASIC_AUTH_PASSWORD, seven77",
    "CLUSTER_SECRET, seven77"
  })
  void secretOfFewLetters_isRefused(String variable, String text) {
    assertThatThrownBy(() -> Settings.read(Given.environment(Map.of(variable, text))))
        .hasMessageContaining(variable + ": its value (not shown) is refused, allowed is a")
        .hasMessageContaining(" of 8 letters or more")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("seven77"));
  }

  @Test
  void shortPasswordInAnotherText_isHiddenInItsPlaceOnly() {
    Redaction redaction = new Redaction();
    redaction.hide(Settings.read(Given.environment("JDBC_URL", "jdbc:x://db/x?password=no")));

    assertThat(redaction.of("no address for jdbc:x://db/x?password=no, password=no"))
        .isEqualTo("no address for ***, ***");
  }
}
