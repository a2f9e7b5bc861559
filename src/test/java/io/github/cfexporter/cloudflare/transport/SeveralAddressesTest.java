package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Names with several addresses, of which some do not answer, or with none. */
@Tag("unit")
@ExtendWith(VertxExtension.class)
class SeveralAddressesTest {
  /** cases.md 22: whichever of several addresses answers, and the one that did is tried first then. */
  @Test
  void nameWithSeveralAddresses_isTriedUntilOneAnswers(Vertx vertx, VertxTestContext test) {
    List<InetAddress> refusing = List.of(ip("127.0.0.9"), ip("::1"), ip("127.0.0.8"));
    AtomicInteger served = new AtomicInteger();
    serve(vertx, request -> {
          served.incrementAndGet();
          request.response().end(String.valueOf(request.authority()));
        })
        .map(base ->
            named(vertx, base, refusing.get(0), refusing.get(1), ip("127.0.0.1"), refusing.get(2)))
        .compose(transport ->
            transport.send(Call.get("/a")).compose(first -> transport.send(Call.get("/b"))))
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(served).hasValue(2);
          assertThat(reply.body().toString()).startsWith("api.example:");
          test.completeNow();
        })));
  }

  /** A listener whose queue is full answers nothing at all, as a router does that drops packets. */
  @Test
  void addressThatNeverAnswers_costsItsTimeoutAndNoMore(Vertx vertx, VertxTestContext test)
      throws Exception {
    ServerSocket hole = new ServerSocket(0, 1, ip("127.0.0.7"));
    List<Socket> filling = new ArrayList<>();
    fill(hole, filling);
    vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end("here"))
        .listen(hole.getLocalPort(), "127.0.0.1")
        .map(server -> named(vertx, base(hole.getLocalPort()), ip("127.0.0.7"), ip("127.0.0.1")))
        .compose(transport -> transport.send(Call.get("/a")))
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body()).hasToString("here");
          for (Socket socket : filling) {
            socket.close();
          }
          hole.close();
          test.completeNow();
        })));
  }

  @Test
  void nameWithoutAnAddress_isToldByName(Vertx vertx, VertxTestContext test) {
    new HttpTransport(
            vertx,
            URI.create("http://no-such-host.invalid/"),
            () -> "cfut_secret",
            "1.2.3",
            HttpTransport.Bounds.USUAL,
            host -> {
              throw new UnknownHostException(host);
            })
        .send(Call.get("/"))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).code())
              .isEqualTo(CloudflareException.Code.API_UNAVAILABLE);
          assertThat(cause).hasMessageContaining("no address is known of no-such-host.invalid");
          test.completeNow();
        })));
  }

  private static HttpTransport named(Vertx vertx, URI base, InetAddress... addresses) {
    return new HttpTransport(
        vertx,
        URI.create("http://api.example:" + base.getPort() + "/client/v4"),
        () -> "cfut_secret",
        "1.2.3",
        new HttpTransport.Bounds(Duration.ofMillis(300), Duration.ofSeconds(20), 1000),
        host -> addresses);
  }

  private static InetAddress ip(String address) {
    try {
      return InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Until the system takes no more. */
  private static void fill(ServerSocket hole, List<Socket> filling) throws IOException {
    while (filling.size() < 50) {
      Socket socket = new Socket();
      filling.add(socket);
      try {
        socket.connect(hole.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
  }

  private static Future<URI> serve(Vertx vertx, Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer()
        .requestHandler(handler)
        .listen(0, "127.0.0.1")
        .map(http -> base(http.actualPort()));
  }

  private static URI base(int port) {
    return URI.create("http://127.0.0.1:" + port + "/client/v4/");
  }
}
