package io.github.cfexporter.verticle.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class EditionWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Far more than sockets buffer. */
  private static final Answer LARGE = new Exposition()
      .assemble(
          List.of(),
          List.of(),
          Format.TEXT,
          Encoding.IDENTITY,
          "own 1\n".repeat(8_000_000).getBytes(US_ASCII));

  private final Edition edition = new Edition("stamp", LARGE, Optional.empty());
  private int port;

  @BeforeEach
  void open(Vertx vertx) {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          request.response().putHeader("Content-Length", Long.toString(LARGE.length()));
          new EditionWriter(edition.retain(), request.response()).write();
        })
        .listen(0, "127.0.0.1")
        .await();
    port = server.actualPort();
  }

  @Test
  void slowClient_getsEverything_andMemoryIsFree() throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      InputStream in = ask(client);

      assertThat(new String(in.readNBytes(12), US_ASCII)).isEqualTo("HTTP/1.1 200");
      assertThat(edition.refCnt()).isEqualTo(2);
      assertThat(in.readAllBytes()).endsWith("own 1\n".getBytes(US_ASCII)).hasSizeGreaterThan((int)
          LARGE.length());
    }
    awaitOnlyOurs();
  }

  @Test
  void clientThatLeaves_keepsNothing() throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(ask(client).read()).isEqualTo('H');
      assertThat(edition.refCnt()).isEqualTo(2);
    }
    awaitOnlyOurs();
  }

  private static InputStream ask(Socket client) throws IOException {
    client
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
    return client.getInputStream();
  }

  private void awaitOnlyOurs() {
    Instant end = Instant.now().plus(PATIENCE);
    while (edition.refCnt() != 1 && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(edition.refCnt()).isEqualTo(1);
    edition.release();
  }
}
