package io.github.cfexporter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.transport.HttpTransport;
import io.github.cfexporter.cloudflare.transport.NetworkOptions;
import io.github.cfexporter.config.SettingsReader;
import io.github.cfexporter.http.webconfig.Pems;
import io.github.cfexporter.log.Redaction;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proxies, authorities and patience, as the settings name them. */
@Tag("unit")
class NetworkTest {
  private static final URI API = URI.create("https://api.example/client/v4");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger answered = new AtomicInteger();
  private HttpServer cloudflare;

  @BeforeEach
  void serve_the_api() throws Exception {
    Pems pems = Pems.made();
    Files.writeString(directory.resolve("ca.pem"), pems.certificate("server"));
    cloudflare = vertx
        .createHttpServer(pems.options("server").setUseAlpn(true))
        .requestHandler(request -> {
          answered.incrementAndGet();
          // an answer that overtakes the rest of its request would end the connection
          request
              .end()
              .onSuccess(read -> request.response().end("{\"path\": \"" + request.path() + "\"}"));
        })
        .listen(0, "127.0.0.1")
        .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void proxy_isToldTheNameOfTheApi_andTheLogin() {
    TunnelProxy proxy = proxy("HTTP/1.1 200 Connection established");
    Settings settings =
        settings("HTTPS_PROXY", "http://prom:pa%3Ass+word@127.0.0.1:" + proxy.port());

    HttpTransport transport = transport(settings, API);

    assertThat(transport.send(Call.get("/zones")).await().body().toString())
        .isEqualTo("{\"path\": \"/client/v4/zones\"}");
    String login =
        Base64.getEncoder().encodeToString("prom:pa:ss+word".getBytes(StandardCharsets.UTF_8));
    assertThat(proxy.asked)
        .singleElement()
        .satisfies(asked -> assertThat(asked)
            .startsWith("CONNECT api.example:443 HTTP/1.1\r\n")
            .containsIgnoringCase("proxy-authorization: Basic " + login));
    assertThat(answered).hasValue(1);
  }

  @Test
  void lowerCase_isRead_andPostsGoThrough() {
    TunnelProxy proxy = proxy("HTTP/1.1 200 OK");

    HttpTransport transport = transport(settings("https_proxy", "127.0.0.1:" + proxy.port()), API);

    transport.send(Call.graphql(Buffer.buffer("{}"))).await();
    transport.send(Call.get("/zones")).await();
    assertThat(proxy.asked).hasSize(1); // one tunnel carries both
    assertThat(answered).hasValue(2);
  }

  @Test
  void refusalOfTheProxy_isToldInOneLine_withoutItsPassword() {
    TunnelProxy proxy = proxy("HTTP/1.1 407 Proxy Authentication Required");
    Settings settings =
        settings("HTTPS_PROXY", "http://prom:wrong-password@127.0.0.1:" + proxy.port());

    assertThatThrownBy(() -> transport(settings, API).send(Call.get("/zones")).await())
        .isInstanceOf(CloudflareException.class)
        .hasMessageContaining(
            "the proxy 127.0.0.1:" + proxy.port() + " gives no way to api.example")
        .hasMessageContaining("407")
        .hasMessageContaining("HTTPS_PROXY")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-password"));
    assertThat(answered).hasValue(0);
  }

  @Test
  void proxyThatIsNotThere_isNamed() {
    Settings settings = settings("HTTPS_PROXY", "http://127.0.0.9:9");

    assertThatThrownBy(() -> transport(settings, API).send(Call.get("/zones")).await())
        .hasMessageContaining("the proxy 127.0.0.9:9 gives no way to api.example");
  }

  @Test
  void apiOfThisMachine_andOneInNoProxy_areAskedDirectly() {
    TunnelProxy proxy = proxy("HTTP/1.1 200 OK");
    String address = "http://127.0.0.1:" + proxy.port();
    URI here = URI.create("https://localhost:" + cloudflare.actualPort());

    transport(settings("HTTPS_PROXY", address), here).send(Call.get("/zones")).await();

    assertThat(proxy.asked).isEmpty();
    assertThat(answered).hasValue(1);
    assertThat(Network.of(settings("HTTPS_PROXY", address, "no_proxy", "x,.EXAMPLE"), API)
            .cloudflare()
            .proxy())
        .isEmpty();
    assertThat(Network.of(settings("HTTPS_PROXY", address, "NO_PROXY", "x"), API)
            .cloudflare()
            .proxy())
        .isPresent();
    assertThat(Network.of(settings("HTTPS_PROXY", address), URI.create("http://api.example"))
            .cloudflare()
            .proxy())
        .isEmpty();
  }

  @Test
  void ownAuthority_isTrustedBesideThoseOfJava() throws Exception {
    NetworkOptions network = Network.of(settings(), API).cloudflare();

    int all = authorities(network.trust().orElseThrow().getTrustManagerFactory(vertx));
    TrustManagerFactory java =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    java.init((java.security.KeyStore) null);
    assertThat(all).isEqualTo(authorities(java) + 1);
    assertThat(network.connect()).isEqualTo(Duration.ofSeconds(5));
    assertThat(network.request()).isEqualTo(Duration.ofSeconds(30));
    assertThat(Network.of(settings("CONNECT_TIMEOUT_SECONDS", "7"), API)
            .cloudflare()
            .connect())
        .isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void fileWithoutCertificates_isRefused() throws Exception {
    Path empty = Files.writeString(directory.resolve("empty.pem"), "");
    Path junk = Files.writeString(directory.resolve("junk.pem"), "-----BEGIN CERTIFICATE-----\nx");

    for (String variable : List.of("CA_FILE", "REMOTE_WRITE_CA_FILE")) {
      for (Path file : new Path[] {empty, junk, directory.resolve("none.pem"), directory}) {
        assertThatThrownBy(() -> Network.of(settings(variable, file.toString()), API))
            .isInstanceOf(SettingsException.class)
            .hasMessageStartingWith(
                variable + ": \"" + file + "\" is refused, allowed is a file of");
      }
    }
  }

  /** As its documentation says; no receiver is believed because some public authority signed for it. */
  @Test
  void authorityOfReceivers_isTrustedInPlaceOfThoseOfJava() throws Exception {
    String file = directory.resolve("ca.pem").toString();
    Network network = Network.of(settings("REMOTE_WRITE_CA_FILE", file), API);

    assertThat(authorities(network.authorities().orElseThrow().getTrustManagerFactory(vertx)))
        .isEqualTo(1);
    assertThat(Network.of(settings(), API).authorities()).isEmpty();
  }

  @Test
  void proxysLogin_isHiddenInEveryForm() {
    Redaction redaction = new Redaction();
    redaction.hide(settings("HTTPS_PROXY", "http://prom:s3cret%2Dword@proxy.example:3128"));
    String login =
        Base64.getEncoder().encodeToString("prom:s3cret-word".getBytes(StandardCharsets.UTF_8));

    assertThat(
            redaction.of("by http://prom:s3cret%2Dword@proxy.example:3128, s3cret-word, " + login))
        .isEqualTo("by ***, ***, ***");
  }

  private TunnelProxy proxy(String answer) {
    return new TunnelProxy(vertx, cloudflare.actualPort(), answer);
  }

  private HttpTransport transport(Settings settings, URI base) {
    return new HttpTransport(
        vertx,
        base,
        credential -> Map.of("Authorization", "Bearer token"),
        "1.2.3",
        Network.of(settings, base).cloudflare());
  }

  private Settings settings(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("CA_FILE", directory.resolve("ca.pem").toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return new SettingsReader(environment).read(Map.of());
  }

  private static int authorities(TrustManagerFactory factory) {
    return ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers().length;
  }
}
