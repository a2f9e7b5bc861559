package io.github.cfexporter.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.http.webconfig.Pems;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way to a receiver: TLS, and no more of an answer than is wanted. */
@Tag("unit")
class HttpReceiverTransportTest {
  private static final Map<String, String> HEADERS = Map.of("Authorization", "Bearer secret-token");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Promise<Void> cut = Promise.promise();
  private HttpServer receiver;

  @BeforeEach
  void serve() throws Exception {
    Pems pems = Pems.made();
    Files.writeString(directory.resolve("ca.pem"), pems.certificate("server"));
    receiver = vertx
        .createHttpServer(pems.options("server"))
        .requestHandler(request -> request.body().onSuccess(body -> {
          asked.add(request.path() + " " + request.getHeader("Authorization") + " " + body);
          answer(request);
        }))
        .listen(0, "127.0.0.1")
        .await();
  }

  private void answer(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    switch (request.path()) {
      case "/moved" ->
        response.putHeader("Location", "/write").setStatusCode(307).end();
      case "/endless" -> flood(response.setStatusCode(400).setChunked(true));
      case "/half" -> response.setChunked(true).write("to be continued");
      case "/broken" ->
        response
            .putHeader("Content-Length", "9")
            .write("x")
            .onSuccess(written -> request.connection().close());
      default -> response.setStatusCode(204).end();
    }
  }

  private void flood(HttpServerResponse response) {
    response.write("word ".repeat(1_000)).onSuccess(written -> flood(response)).onFailure(cut -> {
      this.cut.tryComplete();
    });
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

  /** Its status counts all the same: samples that were taken would be sent for ever. */
  @Test
  void answerWithoutAnEnd_isCutOff_andIsWhatItBeganWith() {
    ReceiverReply reply = to("/endless", Optional.of(directory.resolve("ca.pem")))
        .post(HEADERS, Buffer.buffer("samples"))
        .await();

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.text()).startsWith("word word ").hasSize(ReceiverAnswer.MOST);
    assertThat(reply.line()).startsWith("word word ").hasSize(300);
    cut.future().await();
  }

  /** With more patience each time, for on a busy machine the request itself may take its time. */
  @Test
  void answerThatDoesNotEndInTime_isNone() {
    for (long millis = 300; asked.isEmpty(); millis *= 2) {
      HttpReceiverTransport transport = new HttpReceiverTransport(
          vertx, url("/half"), trust(directory.resolve("ca.pem")), Duration.ofMillis(millis));

      assertThatThrownBy(() -> transport.post(HEADERS, Buffer.buffer("samples")).await())
          .isInstanceOf(TimeoutException.class);
    }
  }

  @Test
  void answerThatBreaksOff_isNone() {
    HttpReceiverTransport transport = to("/broken", Optional.of(directory.resolve("ca.pem")));

    assertThatThrownBy(() -> transport.post(HEADERS, Buffer.buffer("samples")).await())
        .isInstanceOfAny(IOException.class, HttpClosedException.class);
  }

  /** A port that is taken and at which nobody listens, for that of a closed server may linger. */
  @Test
  void receiverThatIsNotThere_isAFailure() throws IOException {
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      HttpReceiverTransport transport = new HttpReceiverTransport(
          vertx, URI.create("https://127.0.0.1:" + taken.getLocalPort() + "/"), Optional.empty());

      assertThatThrownBy(() -> transport.post(HEADERS, Buffer.buffer("samples")).await())
          .isInstanceOf(IOException.class);
    }
  }

  private HttpReceiverTransport to(String path, Optional<Path> authorities) {
    return new HttpReceiverTransport(vertx, url(path), authorities.flatMap(this::trust));
  }

  private URI url(String path) {
    return URI.create("https://localhost:" + receiver.actualPort() + path);
  }

  /** As the setting makes it. */
  private Optional<TrustOptions> trust(Path file) {
    return HttpReceiverTransport.authorities(Settings.read(new Sources(
        Map.of(), Map.of("REMOTE_WRITE_CA_FILE", file.toString()), Map.of(), none -> "")));
  }
}
