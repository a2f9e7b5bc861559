package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.settings.SettingsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS by a web configuration file, with everything that may be set there. */
@Tag("unit")
class TlsServerTest extends HttpsFixture {
  private static final String TLS = """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
      """;

  @Test
  void scrape_isAnsweredOverHttp2_whole() throws Exception {
    exporter.fragments = List.of(manyLines());
    serve(TLS);
    HttpClient client = client(pems.client(List.of("server"), List.of()));

    HttpResponse<String> answer = get(client, "/metrics");

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().lines().filter(line -> line.startsWith("requests_total{")))
        .hasSize(50_000);
    assertThat(get(client, "/-/ready").statusCode()).isEqualTo(200);
    assertThat(get(client, "/nothing").statusCode()).isEqualTo(404);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void http1_isSpokenWhereHttp2IsOff_whole() throws Exception {
    exporter.fragments = List.of(manyLines());
    serve(TLS + "http_server_config: {http2: false}");

    HttpResponse<String> answer =
        get(client(pems.client(List.of("server"), List.of())), "/metrics");

    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(answer.body().lines().filter(line -> line.startsWith("requests_total{")))
        .hasSize(50_000);
  }

  @Test
  void textInPlace_isAsGoodAsAFile() throws Exception {
    serve("tls_server_config:\n  cert: |\n" + pems.certificate("server").indent(4) + "  key: |\n"
        + pems.key("server").indent(4));

    assertThat(
            get(client(pems.client(List.of("server"), List.of())), "/-/ready").statusCode())
        .isEqualTo(200);
  }

  @Test
  void versionAndCipherSuites_areThoseGiven() throws Exception {
    serve(TLS + """
          max_version: TLS12
          cipher_suites: [TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256]
        """);

    var session = get(client(pems.client(List.of("server"), List.of())), "/-/ready")
        .sslSession()
        .orElseThrow();

    assertThat(session.getProtocol()).isEqualTo("TLSv1.2");
    assertThat(session.getCipherSuite()).isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
  }

  @Test
  void plainHttp_isNotAnswered() throws Exception {
    serve(TLS);

    assertThatThrownBy(() -> getPlain("/-/ready")).isInstanceOf(IOException.class);
  }

  /** Who is let in: without a certificate, with one of a stranger, with one of the authority. */
  @ParameterizedTest
  @CsvSource({
    "NoClientCert,               true,  true,  true",
    "RequestClientCert,          true,  true,  true",
    "RequireAnyClientCert,       false, true,  true",
    "VerifyClientCertIfGiven,    true,  false, true",
    "RequireAndVerifyClientCert, false, false, true",
  })
  void clientCertificates_areAskedForAsTheTypeSays(
      String type, boolean none, boolean strangers, boolean ours) throws Exception {
    Files.writeString(directory.resolve("ca.pem"), pems.certificate("ca"));
    String authority = type.contains("Verify") ? "  client_ca_file: ca.pem\n" : "";
    serve(TLS + "  client_auth_type: " + type + "\n" + authority);

    assertThat(isLetIn()).isEqualTo(none);
    assertThat(isLetIn("stranger")).isEqualTo(strangers);
    assertThat(isLetIn("prometheus")).isEqualTo(ours);
  }

  @Test
  void clientWithoutAnAllowedName_isNotLetIn() throws Exception {
    Files.writeString(directory.resolve("ca.pem"), pems.certificate("ca"));
    serve(TLS + """
          client_auth_type: RequireAndVerifyClientCert
          client_ca_file: ca.pem
          client_allowed_sans: [nobody.example, prometheus.example]
        """);

    assertThat(isLetIn("prometheus")).isTrue();
    assertThat(isLetIn("grafana")).isFalse();
  }

  @Test
  void filesThatAreNotWhatTheyShouldBe_areNamed() throws Exception {
    Files.writeString(directory.resolve("other.key"), pems.key("renewed"));
    Files.writeString(directory.resolve("empty"), "");

    assertThatThrownBy(() -> serve(TLS.replace("server.key", "other.key")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("web.yml: tls_server_config.cert_file and key_file is refused:")
        .hasMessageContaining("the key is not that of the certificate");
    assertThatThrownBy(() -> serve(TLS.replace("server.key", "none.key")))
        .hasMessageContaining("tls_server_config.key_file is refused:")
        .hasMessageContaining("none.key\" cannot be read (NoSuchFileException)");
    assertThatThrownBy(() -> serve(TLS.replace("server.crt", "empty")))
        .hasMessageContaining("not a certificate and its key in PEM");
    assertThatThrownBy(() -> serve(
            TLS + "  client_auth_type: RequireAndVerifyClientCert\n  client_ca_file: empty\n"))
        .hasMessageContaining("tls_server_config.client_ca_file is refused: holds no certificates");
  }

  private boolean isLetIn(String... shown) throws Exception {
    try {
      return get(client(pems.client(List.of("server"), List.of(shown))), "/-/ready")
              .statusCode()
          == 200;
    } catch (HttpTimeoutException | ConnectException unanswered) {
      throw unanswered;
    } catch (IOException e) { // TLS 1.3: the client has sent its request when it is told
      return false;
    }
  }

  private static Fragment manyLines() {
    FragmentWriter writer = new FragmentWriter().family("requests_total");
    IntStream.range(0, 50_000)
        .forEach(zone -> writer.sample(List.of("zone"), List.of("zone" + zone), (long) zone));
    return writer.finish();
  }
}
