package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lets the exporter in at receivers, and what is refused because no request could carry it. */
@Tag("unit")
class ReceiverHeadersTest {
  private static final String HEADERS = "REMOTE_WRITE_HEADERS";
  private static final String SECRET = "nobody-may-see-this";

  private static Settings read(Map<String, String> environment) {
    return Settings.read(Given.environment(environment));
  }

  @Test
  void headers_areReadAsWritten() {
    Settings settings =
        read(Map.of(HEADERS, "X-Scope-OrgID: tenant 1\r\n\n  b!#$%&'*+-.^_`|~9:\tx:y \nEmpty:\n"));

    assertThat(ReceiverHeaders.of(settings))
        .isEqualTo(Map.of("X-Scope-OrgID", "tenant 1", "b!#$%&'*+-.^_`|~9", "x:y", "Empty", ""));
  }

  @Test
  void login_andToken_areHeaders() {
    assertThat(ReceiverHeaders.of(
            read(Map.of("REMOTE_WRITE_USER", "me", "REMOTE_WRITE_PASSWORD", "secret word"))))
        .isEqualTo(Map.of("Authorization", "Basic bWU6c2VjcmV0IHdvcmQ="));
    assertThat(ReceiverHeaders.of(read(Map.of("REMOTE_WRITE_BEARER_TOKEN", SECRET))))
        .isEqualTo(Map.of("Authorization", "Bearer " + SECRET));
  }

  /** A name is a token of RFC 9110: without it, every single request would fail. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X Scope: ",
        "X-Scope : ",
        "(X): ",
        "X/Y: ",
        "X[1]: ",
        "X@Y: ",
        "X\"Y: ",
        "X;Y: ",
        "X,Y: ",
        "X{Y}: ",
        "X=Y: ",
        "X?: ",
        "<X>: ",
        "X\\Y: ",
        "H\u00e9: ",
        ": ",
        "X-Scope "
      })
  void nameThatIsNoToken_isRefused_andTheValueNotShown(String beginning) {
    assertThatThrownBy(() -> read(Map.of(HEADERS, "Good: 1\n" + beginning + SECRET)))
        .hasMessageContaining(HEADERS + ": its value (not shown) is refused, allowed is lines of"
            + " the form Name: value")
        .hasMessageContaining("see line 2 of 2")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X: a\u00e9b", "X: a\u0007b", "X: a\u007fb"})
  void valueThatIsNotPlain_isRefused(String line) {
    assertThatThrownBy(() -> read(Map.of(HEADERS, line))).hasMessageContaining("see line 1 of 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content-type",
        "Content-Encoding",
        "CONTENT-LENGTH",
        "Host",
        "Transfer-Encoding",
        "User-Agent",
        "X-Prometheus-Remote-Write-Version",
        "Connection"
      })
  void headerThatTheExporterWrites_isRefused(String name) {
    assertThatThrownBy(() -> read(Map.of(HEADERS, name + ": " + SECRET)))
        .hasMessageContaining("those that the exporter writes itself")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void headerThatIsGivenTwice_isRefused() {
    assertThatThrownBy(() -> read(Map.of(HEADERS, "X-Scope: 1\nx-scope: 2")))
        .hasMessageContaining("one value for each name; see line 2 of 2");
  }

  @ParameterizedTest
  @CsvSource({
    "REMOTE_WRITE_BEARER_TOKEN, REMOTE_WRITE_PASSWORD",
    "REMOTE_WRITE_BEARER_TOKEN_FILE, REMOTE_WRITE_PASSWORD_FILE",
    "REMOTE_WRITE_BEARER_TOKEN, REMOTE_WRITE_PASSWORD_FILE",
  })
  void tokenAndLogin_areAContradiction(String token, String password) {
    assertThatThrownBy(() -> Settings.read(new Sources(
            Map.of(),
            Map.of(token, SECRET, "REMOTE_WRITE_USER", "me", password, SECRET),
            Map.of(),
            file -> SECRET)))
        .hasMessage("REMOTE_WRITE_USER: is set, and " + token + " too; set one of them");
  }

  @ParameterizedTest
  @CsvSource({
    "REMOTE_WRITE_USER, REMOTE_WRITE_PASSWORD",
    "REMOTE_WRITE_BEARER_TOKEN, REMOTE_WRITE_PREFIX"
  })
  void headerThatAuthorizes_contradictsLoginAndToken(String given, String other) {
    assertThatThrownBy(() -> read(Map.of(
            HEADERS, "authorization: Bearer " + SECRET, given, "something", other, "something")))
        .hasMessage("REMOTE_WRITE_HEADERS: holds the header Authorization, and " + given
            + " is set; set one of them");
  }
}
