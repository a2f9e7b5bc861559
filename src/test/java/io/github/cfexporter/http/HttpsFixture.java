package io.github.cfexporter.http;

import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.http.webconfig.Pems;
import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.values.SeriesNames;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with a web configuration file, and clients of it. */
abstract class HttpsFixture {
  @TempDir
  Path directory;

  final HttpSourcesFixture exporter = new HttpSourcesFixture();
  final List<Mistake> mistakes = new ArrayList<>();
  final HttpClient plain = HttpClient.newHttpClient();
  Pems pems;
  LiveWebConfig web;
  HttpSettings settings;
  int port;
  private Vertx vertx;

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    pems = Pems.made();
    pems.write("server", directory.resolve("server.crt"), directory.resolve("server.key"));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  /** @param config with the names of files beside it */
  void serve(String config) throws IOException {
    write(config);
    web = LiveWebConfig.read(Optional.of(file()));
    settings = new HttpSettings(
        List.of("127.0.0.1"),
        0,
        "/metrics",
        SeriesNames.CLOUDFLARE,
        false,
        Optional.empty(),
        new HostNames(List.of()),
        HttpLimits.usual(),
        web,
        false);
    HttpVerticle verticle = new HttpVerticle(settings, exporter.sources());
    vertx.deployVerticle(verticle).await();
    port = verticle.port();
  }

  void write(String config) throws IOException {
    Files.writeString(file(), config);
  }

  /** What a node does each half second, with two seconds between: one look to see, one to believe. */
  void look(long now) {
    web.look(vertx, now, mistakes::add).await();
    web.look(vertx, now + 1_000, mistakes::add).await();
  }

  void reload() {
    web.reload(vertx, mistakes::add).await();
  }

  private Path file() {
    return directory.resolve("web.yml");
  }

  static HttpClient client(SSLContext tls) {
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  HttpResponse<String> get(HttpClient client, String path, String... headers) throws IOException {
    return send(client, "https", path, headers);
  }

  HttpResponse<String> getPlain(String path, String... headers) throws IOException {
    return send(plain, "http", path, headers);
  }

  private HttpResponse<String> send(
      HttpClient client, String scheme, String path, String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create(scheme + "://localhost:" + port + path))
        .timeout(Duration.ofSeconds(20));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
