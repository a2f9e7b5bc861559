package io.github.cfexporter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.http.webconfig.Pems;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a receiver that speaks TLS. */
@Tag("unit")
class HttpReceiverTransportTest {
  private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer secret-token");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer receiver;

  @BeforeEach
  void serve() throws Exception {
    Pems pems = Pems.made();
    Files.writeString(directory.resolve("ca.pem"), pems.certificate("server"));
    receiver = vertx
        .createHttpServer(pems.options("server"))
        .requestHandler(request -> request.body().onSuccess(body -> {
          asked.add(request.path() + " " + request.getHeader("Authorization") + " " + body);
          boolean moved = request.path().equals("/moved");
          request
              .response()
              .putHeader("Location", "/write")
              .setStatusCode(moved ? 307 : 204)
              .end();
        }))
        .listen(0, "127.0.0.1")
        .await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void receiver_isBelieved_ifTheNamedAuthoritySigned() {
    HttpReceiverTransport transport = to("/write", Optional.of(directory.resolve("ca.pem")));

    assertThat(transport.post(HEADERS, Buffer.buffer("samples")).await().status())
        .isEqualTo(204);
    assertThat(asked).containsExactly("/write Bearer secret-token samples");
  }

  @Test
  void strangeReceiver_getsNoSecret() {
    HttpReceiverTransport transport = to("/write", Optional.empty());

    assertThatThrownBy(() -> transport.post(HEADERS, Buffer.buffer("samples")).await())
        .hasStackTraceContaining("unable to find valid certification path");
    assertThat(asked).isEmpty();
  }

  @Test
  void redirect_isNotFollowed() {
    HttpReceiverTransport transport = to("/moved", Optional.of(directory.resolve("ca.pem")));

    assertThat(transport.post(HEADERS, Buffer.buffer("samples")).await().status())
        .isEqualTo(307);
    assertThat(asked).containsExactly("/moved Bearer secret-token samples");
  }

  private HttpReceiverTransport to(String path, Optional<Path> authorities) {
    URI url = URI.create("https://localhost:" + receiver.actualPort() + path);
    return new HttpReceiverTransport(vertx, url, authorities);
  }
}
