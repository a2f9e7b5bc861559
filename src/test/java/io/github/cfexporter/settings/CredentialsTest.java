package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.settings.values.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How credentials are given, and what people paste in place of one: row 17 of cases.md. */
@Tag("unit")
class CredentialsTest {
  private static final String A = "v1Q-abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String B = "v1Q-zyxwvutsrqponmlkjihgfedcba9876543210";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s",
        " %s\n",
        "\"%s\"",
        "'%s'",
        "`%s`",
        " \" %s \" ",
        "\uFEFF%s",
        "\uFEFF\"%s\"\r\n"
      })
  void whatSurroundsAToken_isStripped(String form) {
    String text = form.formatted(A);

    assertThat(secrets(Given.environment("CLOUDFLARE_API_TOKEN", text))).containsExactly(A);
    assertThat(secrets(file(text))).containsExactly(A);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "${CLOUDFLARE_API_TOKEN} | placeholder",
        "$CLOUDFLARE_API_TOKEN | placeholder",
        "\"${TOKEN}\" | placeholder",
        "%CLOUDFLARE_API_TOKEN% | placeholder",
        "{{ .Values.token }} | placeholder",
        "<token> | placeholder",
        "your-token | placeholder",
        "YOUR_CLOUDFLARE_API_TOKEN | placeholder",
        "changeme | placeholder",
        "xxxxxxxx | placeholder",
        "... | placeholder",
        "api-token | placeholder",
        "CLOUDFLARE_API_TOKEN=v1Q-abc | KEY=",
        "export CF_TOKEN=\"v1Q-abc\" | KEY=",
        "token: v1Q-abc | KEY=",
        "Bearer v1Q-abc | Bearer",
        "v1Q abc | without spaces",
        "v1Qéabc | letters, digits"
      })
  void whatCannotBeAToken_isRefusedByName(String text, String reason) {
    assertThatThrownBy(() -> Settings.read(Given.environment("CLOUDFLARE_API_TOKEN", text)))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("CLOUDFLARE_API_TOKEN: its value (not shown) is refused")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("v1Q");
    assertThatThrownBy(() -> Settings.read(file(text)))
        .hasMessageStartingWith("CLOUDFLARE_API_TOKEN_FILE: \"tokens\" is refused")
        .hasMessageContaining(reason)
        .hasMessageNotContaining("v1Q");
    assertThatThrownBy(() -> Settings.read(Given.environment(
            Map.of("CLOUDFLARE_API_EMAIL", "me@example.org", "CLOUDFLARE_API_KEY", text))))
        .hasMessageStartingWith("CLOUDFLARE_API_KEY: its value (not shown) is refused")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A + "," + B,
        A + ", " + B + ",",
        "\"" + A + "," + B + "\"",
        "'" + A + "', '" + B + "'"
      })
  void severalTokens_keepTheirOrder(String text) {
    assertThat(secrets(Given.environment("CLOUDFLARE_API_TOKENS", text))).containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(strings = {A + "\n" + B, "\uFEFF# mine\r\n" + A + "\r\n\r\n\"" + B + "\"\r\n" + A})
  void fileOfTokens_hasOneALine(String text) {
    assertThat(secrets(file(text))).containsExactly(A, B);
  }

  @Test
  void oneBadLineOfAFile_isNamedByItsNumber() {
    assertThatThrownBy(() -> Settings.read(file(A + "\n<token>\n")))
        .hasMessageContaining("see token 2 of 2");
  }

  @Test
  void twoTokensInTheVariableOfOne_areRefused() {
    assertThatThrownBy(() -> Settings.read(Given.environment("CLOUDFLARE_API_TOKEN", A + "," + B)))
        .hasMessageContaining("without spaces and commas");
  }

  @Test
  void globalKey_isSentInItsOwnHeaders() {
    Settings settings = Settings.read(Given.environment(
        Map.of("CLOUDFLARE_API_EMAIL", "me@example.org", "CLOUDFLARE_API_KEY", A)));

    assertThat(settings.credentials()).singleElement().satisfies(credential -> {
      assertThat(credential.isToken()).isFalse();
      assertThat(credential.headers())
          .isEqualTo(Map.of("X-Auth-Email", "me@example.org", "X-Auth-Key", A));
    });
    assertThat(settings.secrets()).contains(new Secret(A));
  }

  @Test
  void globalKey_isReadFromItsFile() {
    Sources sources = new Sources(
        Map.of(),
        Map.of("CLOUDFLARE_API_EMAIL", "me@example.org", "CLOUDFLARE_API_KEY_FILE", "key"),
        Map.of(),
        path -> A + "\n");

    assertThat(secrets(sources)).containsExactly(A);
  }

  @ParameterizedTest
  @CsvSource({
    "CLOUDFLARE_API_EMAIL, me@example.org, CLOUDFLARE_API_KEY: is not set",
    "CLOUDFLARE_API_KEY, abcdefgh, CLOUDFLARE_API_EMAIL: is not set",
    "CLOUDFLARE_API_KEY_FILE, key, CLOUDFLARE_API_EMAIL: is not set"
  })
  void halfAGlobalKey_isAMistake(String variable, String value, String message) {
    assertThatThrownBy(() ->
            Settings.read(new Sources(Map.of(), Map.of(variable, value), Map.of(), path -> A)))
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("set both or neither");
  }

  @ParameterizedTest
  @CsvSource({
    "CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_TOKENS",
    "CLOUDFLARE_API_TOKEN, CLOUDFLARE_API_TOKEN_FILE",
    "CLOUDFLARE_API_TOKENS, CLOUDFLARE_API_TOKEN_FILE",
    "CLOUDFLARE_API_TOKENS, CLOUDFLARE_API_KEY",
    "CLOUDFLARE_API_KEY, CLOUDFLARE_API_KEY_FILE"
  })
  void twoKindsOfCredentials_areAMistake(String first, String second) {
    Map<String, String> environment =
        Map.of(first, A, second, B, "CLOUDFLARE_API_EMAIL", "me@example.org");

    assertThatThrownBy(() -> Settings.read(new Sources(Map.of(), environment, Map.of(), path -> B)))
        .hasMessageContaining(first + ": is set, and " + second + " too; set one of them");
  }

  @Test
  void id_isStable_andGivesNothingAway() {
    Credential one = Credential.token(new Secret(A));

    assertThat(one.id()).isEqualTo(Credential.token(new Secret(A)).id()).matches("[0-9a-f]{8}");
    assertThat(one.id()).isNotEqualTo(Credential.token(new Secret(B)).id());
    assertThat(one.id())
        .isNotEqualTo(Credential.globalKey("me@example.org", new Secret(A)).id());
    assertThat(one.toString()).doesNotContain(A);
  }

  private static List<String> secrets(Sources sources) {
    return Settings.read(sources).credentials().stream()
        .map(credential -> credential.secret().reveal())
        .toList();
  }

  private static Sources file(String text) {
    return new Sources(
        Map.of(), Map.of("CLOUDFLARE_API_TOKEN_FILE", "tokens"), Map.of(), path -> text);
  }
}
