package io.github.cfexporter.http.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.cfexporter.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of Prometheus' exporter-toolkit. */
@Tag("unit")
class WebConfigReaderTest {
  private static final Path FILE = Path.of("/etc/exporter/web.yml");
  private static final String HASH = "$2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze";
  private static final String TLS = """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
      """;

  @Test
  void theToolkitsOwnSample_isRead() throws Exception {
    WebConfig config =
        read(Files.readString(Path.of("src/test/resources/exporter-toolkit/web-config.yml")));

    TlsConfig tls = config.tls().orElseThrow();
    assertThat(tls.certificate().file()).contains(Path.of("/etc/exporter/server.crt"));
    assertThat(tls.key().file()).contains(Path.of("/etc/exporter/server.key"));
    assertThat(tls.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
    assertThat(tls.clientAuth()).isEqualTo(ClientAuthType.NO_CLIENT_CERT);
    assertThat(config.http2()).isTrue();
    assertThat(config.users()).containsOnlyKeys("alice", "bob").containsEntry("alice", HASH);
    assertThat(config.rate()).contains(new WebConfig.Rate(Duration.ofSeconds(1), 20));
    assertThat(config.keepsStrangersOut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "# nothing\n", "---\n", "tls_server_config:\n", "basic_auth_users: {}"})
  void anEmptyFile_changesNothing(String text) {
    assertThat(read(text)).isEqualTo(WebConfig.NONE);
    assertThat(WebConfig.NONE.keepsStrangersOut()).isFalse();
  }

  @Test
  void ourSample_changesNothing_untilItsLinesAreMadeToHold() throws Exception {
    String sample = Files.readString(Path.of("conf/web-config.yaml"));

    assertThat(read(sample)).isEqualTo(WebConfig.NONE);
    WebConfig all = read(sample.replaceAll("(?m)^#(?! )|^#(?=  )", ""));
    TlsConfig tls = all.tls().orElseThrow();
    assertThat(tls.certificate().file()).contains(FILE.resolveSibling("server.crt"));
    assertThat(tls.authority().orElseThrow().file()).contains(FILE.resolveSibling("clients.pem"));
    assertThat(tls.clientAuth()).isEqualTo(ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT);
    assertThat(all.http2()).isTrue();
    assertThat(all.rate()).contains(new WebConfig.Rate(Duration.ofSeconds(1), 20));
    assertThat(all.users()).containsOnlyKeys("prometheus");
    assertThat(BCrypt.verifyer()
            .verify("change-me".toCharArray(), all.users().get("prometheus"))
            .verified)
        .isTrue();
  }

  @Test
  void everyKeyOfTls_isRead() {
    WebConfig config = read(TLS + """
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: /ca/clients.pem
          client_allowed_sans: [prometheus.example, 10.0.0.1]
          min_version: TLS12
          max_version: TLS12
          cipher_suites:
            - TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
            - TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
          prefer_server_cipher_suites: true
          curve_preferences: []
        """);

    TlsConfig tls = config.tls().orElseThrow();
    assertThat(tls.clientAuth()).isEqualTo(ClientAuthType.REQUIRE_AND_VERIFY_CLIENT_CERT);
    assertThat(tls.authority().orElseThrow().file()).contains(Path.of("/ca/clients.pem"));
    assertThat(tls.allowedSans()).containsExactly("prometheus.example", "10.0.0.1");
    assertThat(tls.protocols()).containsExactly("TLSv1.2");
    assertThat(tls.cipherSuites()).hasSize(2);
  }

  @Test
  void everyKeyOfHttp_isRead() {
    WebConfig config = read("""
        http_server_config:
          http2: false
          headers:
            Strict-Transport-Security: max-age=3600
            X-Frame-Options: sameorigin
            X-XSS-Protection: ''
        rate_limit: {interval: 1m30s, burst: 7}
        """);

    assertThat(config.http2()).isFalse();
    assertThat(config.headers())
        .isEqualTo(
            Map.of("Strict-Transport-Security", "max-age=3600", "X-Frame-Options", "sameorigin"));
    assertThat(config.rate()).contains(new WebConfig.Rate(Duration.ofSeconds(90), 7));
  }

  @ParameterizedTest
  @CsvSource({
    "NoClientCert, NO_CLIENT_CERT, false",
    "RequestClientCert, REQUEST_CLIENT_CERT, false",
    "RequireAnyClientCert, REQUIRE_ANY_CLIENT_CERT, false",
    "RequireClientCert, REQUIRE_ANY_CLIENT_CERT, false",
    "VerifyClientCertIfGiven, VERIFY_CLIENT_CERT_IF_GIVEN, false",
    "RequireAndVerifyClientCert, REQUIRE_AND_VERIFY_CLIENT_CERT, true",
  })
  void clientAuthType_isOneOfGos(String name, ClientAuthType type, boolean keepsStrangersOut) {
    WebConfig config = read(TLS + "  client_auth_type: " + name);

    assertThat(config.tls().orElseThrow().clientAuth()).isEqualTo(type);
    assertThat(config.keepsStrangersOut()).isEqualTo(keepsStrangersOut);
  }

  /** What stands below a whole tls_server_config, and what is said of it; lines are counted from 1. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      __client_auth: x            | line 4: tls_server_config.client_auth is unknown, allowed is cert, cert_file,
      __client_auth_type: Any     | line 4: tls_server_config.client_auth_type is refused, allowed is NoClientCert,
      __client_ca_file: ca.pem    | line 4: tls_server_config.client_ca_file is set, but no client_auth_type
      __client_allowed_sans: [a]  | line 4: tls_server_config.client_allowed_sans is set, but client_auth_type lets
      __client_allowed_sans: a    | line 4: tls_server_config.client_allowed_sans is refused, allowed is a list
      __cert: x                   | line 4: tls_server_config.cert is set, and so is its file
      __cert_file: x              | line 4: tls_server_config.cert_file is set a second time
      __min_version: TLS10        | line 4: tls_server_config.min_version is refused: Java no longer speaks it
      __min_version: TLS14        | line 4: tls_server_config.min_version is refused, allowed is TLS12, TLS13
      __cipher_suites: [TLS_X]    | line 4: tls_server_config.cipher_suites has the unknown TLS_X, allowed is
      __cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384] | HTTP/2 needs TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
      __curve_preferences: [X25519] | line 4: tls_server_config.curve_preferences is refused: Java knows them
      __prefer_server_cipher_suites: false | line 4: tls_server_config.prefer_server_cipher_suites is refused
      tls_config: {}              | line 4: tls_config is unknown, allowed is basic_auth_users, http_server_config,
      http_server_config: {http2: maybe} | line 4: http_server_config.http2 is refused, allowed is false, true
      http_server_config: {headers: {Server: x}} | line 4: http_server_config.headers.Server is unknown, allowed is
      http_server_config: {headers: {X-Frame-Options: x}} | X-Frame-Options is refused, allowed is deny, sameorigin
      http_server_config: 7       | line 4: http_server_config is refused, allowed are lines "key: value"
      basic_auth_users: {a: b}    | line 4: basic_auth_users.a has a value (not shown) that is refused
      rate_limit: {interval: 1s}  | rate_limit.burst is missing or 0
      rate_limit: {interval: 1, burst: 1} | line 4: rate_limit.interval is refused, allowed is a duration
      rate_limit: {interval: 1s, burst: -1} | line 4: rate_limit.burst is refused, allowed is an integer
      rate_limit: {burst: 1, rate: 1} | line 4: rate_limit.rate is unknown, allowed is burst, interval
      __: [                       | not valid YAML
      """)
  void mistakes_nameFileLineAndKey(String line, String said) {
    assertThatThrownBy(() -> read(TLS + line.replaceFirst("^__", "  ")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("/etc/exporter/web.yml")
        .hasMessageContaining(said);
  }

  @Test
  void mistakes_areToldTogether_withoutSecrets() {
    assertThatThrownBy(() -> read("""
        tls_server_config: {key: topsecret, min_version: TLS13, max_version: TLS12}
        basic_auth_users:
          alice: topsecret
          "a:b": $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze
          carol: $2y$31$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze
        """))
        .hasMessageContaining("cert_file is missing")
        .hasMessageContaining("min_version is newer than max_version")
        .hasMessageContaining("line 3: basic_auth_users.alice")
        .hasMessageContaining("a name without a colon")
        .hasMessageContaining("line 5: basic_auth_users.carol is refused, allowed is a cost")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("topsecret"));
  }

  @Test
  void aRateOfZero_isNone() {
    assertThat(read("rate_limit: {interval: 0, burst: 3}").rate()).isEmpty();
    assertThat(read("rate_limit: {interval: 250ms, burst: 3}").rate())
        .contains(new WebConfig.Rate(Duration.ofMillis(250), 3));
  }

  @Test
  void nothingSecret_isInItsText() {
    WebConfig config = read("basic_auth_users: {alice: " + HASH + "}");

    assertThat(config.toString()).contains("alice").doesNotContain(HASH);
    assertThat(Set.copyOf(List.of(config)))
        .contains(read("basic_auth_users: {alice: " + HASH + "}"));
  }

  private static WebConfig read(String text) {
    return new WebConfigReader(FILE).read(text);
  }
}
