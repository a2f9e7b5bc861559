package io.github.cfexporter.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Tag("unit")
class EditionWriterTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Far more than sockets buffer, in as many blocks as megabytes or more. */
  private static final Answer LARGE = new Exposition()
      .assemble(
          List.of(new Family("own_total", MetricType.COUNTER, "Own.", List.of("part"))),
          Collections.nCopies(96, halfMegabyte()),
          Format.TEXT,
          Encoding.IDENTITY,
          new byte[0]);

  /** Most that is written before others get their turn: a block may begin just below a megabyte. */
  private static final int MOST_OF_A_TURN = 1_600_000;

  private final AtomicInteger turnsOfOthers = new AtomicInteger();
  private final Edition edition = new Edition("stamp", LARGE, Optional.empty());
  private int port;

  @BeforeEach
  void open(Vertx vertx) {
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> {
          request.response().putHeader("Content-Length", Long.toString(LARGE.length()));
          ContextInternal context = (ContextInternal) vertx.getOrCreateContext();
          countTurns(context);
          new EditionWriter(edition.retain(), request.response(), context, false, 10_000).write();
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
      assertThat(in.readAllBytes()).endsWith("} 1\n".getBytes(US_ASCII)).hasSizeGreaterThan((int)
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

  @Test
  void clientThatKeepsUp_leavesTurnsToOthers() throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      ask(client).readAllBytes();
    }
    awaitOnlyOurs();
    assertThat(turnsOfOthers.get()).isGreaterThanOrEqualTo((int) LARGE.length() / MOST_OF_A_TURN);
  }

  /** Something else that always has something to do on the same event loop. */
  private void countTurns(ContextInternal context) {
    Runnable turn = () -> {
      if (edition.refCnt() > 1) {
        turnsOfOthers.incrementAndGet();
        countTurns(context);
      }
    };
    Future<?> unused = context.nettyEventLoop().schedule(turn, 0, TimeUnit.NANOSECONDS);
  }

  private static Fragment halfMegabyte() {
    FragmentWriter writer = new FragmentWriter().family("own_total");
    for (int part = 0; part < 1_250; part++) {
      writer.sample(List.of("part"), List.of("x".repeat(400) + part), 1L);
    }
    return writer.finish();
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
