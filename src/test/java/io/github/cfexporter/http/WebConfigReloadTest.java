package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is replaced on disk while the server runs. */
@Tag("unit")
class WebConfigReloadTest extends HttpsFixture {
  private static final String TLS = """
      tls_server_config:
        cert_file: server.crt
        key_file: server.key
      """;

  @Test
  void replacedCertificate_isServedWithoutARestart_andOpenConnectionsGoOn() throws Exception {
    serve(TLS);
    HttpClient before = newClient();
    assertThat(shown(get(before, "/-/ready"))).isEqualTo("CN=server");

    pems.write("renewed", directory.resolve("server.crt"), directory.resolve("server.key"));
    look(10_000);

    assertThat(shown(get(newClient(), "/-/ready"))).isEqualTo("CN=renewed");
    assertThat(shown(get(before, "/-/ready"))).isEqualTo("CN=server");
    assertThat(mistakes).isEmpty();
  }

  @Test
  void certificateWithoutItsKey_changesNothing_untilTheKeyComes() throws Exception {
    serve(TLS);

    Files.writeString(directory.resolve("server.crt"), pems.certificate("renewed"));
    look(10_000);
    assertThat(shown(get(newClient(), "/-/ready"))).isEqualTo("CN=server");
    assertThat(mistakes)
        .singleElement()
        .satisfies(mistake ->
            assertThat(mistake.problem()).contains("the key is not that of the certificate"));

    look(20_000);
    assertThat(mistakes).hasSize(1);

    Files.writeString(directory.resolve("server.key"), pems.key("renewed"));
    look(30_000);
    assertThat(shown(get(newClient(), "/-/ready"))).isEqualTo("CN=renewed");
  }

  @Test
  void fileThatIsChangedForASecond_isNotBelieved_butASignalIs() throws Exception {
    serve(TLS);
    pems.write("renewed", directory.resolve("server.crt"), directory.resolve("server.key"));

    reload();

    assertThat(shown(get(newClient(), "/-/ready"))).isEqualTo("CN=renewed");
  }

  @Test
  void brokenFile_leavesWhatHeld_andIsToldOnce() throws Exception {
    serve(TLS + "http_server_config: {headers: {X-Frame-Options: deny}}");

    write(TLS + "basic_auth_user: {}");
    look(10_000);
    look(20_000);

    HttpResponse<String> answer = get(newClient(), "/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Frame-Options")).contains("deny");
    assertThat(mistakes).singleElement().satisfies(mistake -> {
      assertThat(mistake.name()).endsWith("web.yml line 4");
      assertThat(mistake.problem()).startsWith("basic_auth_user is unknown");
    });
  }

  @Test
  void usersAndHeaders_actAtOnce() throws Exception {
    serve(TLS);
    assertThat(get(newClient(), "/metrics").statusCode()).isEqualTo(200);

    write(TLS + """
        basic_auth_users: {alice: $2y$10$mDwo.lAisC94iLAyP81MCesa29IzH37oigHC/42V2pdJlUprsJPze}
        http_server_config: {headers: {Content-Security-Policy: default-src 'none'}}
        """);
    look(10_000);

    HttpResponse<String> answer = get(newClient(), "/metrics");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(new JsonObject(answer.body()).getString("error")).contains("password");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .containsExactly("default-src 'none'");
  }

  @Test
  void tlsCannotBeSwitchedOff_whileTheServerRuns() throws Exception {
    serve(TLS);

    write("http_server_config: {http2: true}");
    look(10_000);

    assertThat(get(newClient(), "/-/ready").statusCode()).isEqualTo(200);
    assertThat(mistakes)
        .singleElement()
        .satisfies(mistake -> assertThat(mistake.problem()).contains("takes a restart"));
  }

  /** Has no connection and no session yet. */
  private HttpClient newClient() throws Exception {
    return client(pems.client(List.of("server", "renewed"), List.of()));
  }

  private static String shown(HttpResponse<String> answer) throws Exception {
    return ((X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }
}
