package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@Tag("unit")
class HttpTransportTest {
  private static final String SECRET = "cfut_secret";
  private static final HttpTransport.Bounds TIGHT =
      new HttpTransport.Bounds(Duration.ofSeconds(10), Duration.ofSeconds(20), 1000);
  private static final HttpTransport.Bounds IMPATIENT =
      new HttpTransport.Bounds(Duration.ofSeconds(10), Duration.ofMillis(100), 1000);

  private final AtomicReference<String> token = new AtomicReference<>(SECRET + "\n");
  private HttpServer server;

  @Test
  void request_carriesTokenVersionAndBody(Vertx vertx, VertxTestContext test) {
    serve(
            vertx,
            request -> request
                .body()
                .onSuccess(body -> request
                    .response()
                    .putHeader("cf-ray", "ray-1")
                    .setStatusCode(429)
                    .end(request.method() + " " + request.uri() + " "
                        + request.getHeader("Authorization") + " " + request.getHeader("User-Agent")
                        + " "
                        + request.getHeader("X-Rate-Limit-Type") + " " + body)))
        .compose(base -> {
          Call call = Call.graphql(Buffer.buffer("{}"));
          call.headers().set("X-Rate-Limit-Type", "account-based");
          return transport(vertx, base).send(call);
        })
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.status()).isEqualTo(429);
          assertThat(reply.ray()).isEqualTo("ray-1");
          assertThat(reply.body())
              .hasToString("POST /client/v4/graphql Bearer cfut_secret cloudflare-exporter/1.2.3"
                  + " account-based {}");
          test.completeNow();
        })));
  }

  /** A call that waited for a connection would leave later than its permit allows. */
  @Test
  void callsOfAWholeBudget_leaveAtOnce(Vertx vertx, VertxTestContext test) {
    int budget = 300;
    List<HttpServerRequest> waiting = new ArrayList<>();
    serve(vertx, request -> {
          waiting.add(request);
          if (waiting.size() == budget) {
            waiting.forEach(one -> one.response().end());
          }
        })
        .map(base -> transport(vertx, base))
        .compose(transport -> Future.all(IntStream.range(0, budget)
            .mapToObj(call -> transport.send(Call.get("/" + call)))
            .toList()))
        .onComplete(test.succeeding(replies -> test.completeNow()));
  }

  @Test
  void changedToken_isUsedByTheNextRequest(Vertx vertx, VertxTestContext test) {
    List<String> seen = new ArrayList<>();
    serve(vertx, request -> {
          seen.add(request.getHeader("Authorization"));
          request.response().end();
        })
        .map(base -> transport(vertx, base))
        .compose(transport -> transport
            .send(Call.get("/a"))
            .onSuccess(reply -> token.set("cfut_next"))
            .compose(reply -> transport.send(Call.get("/b"))))
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(seen).containsExactly("Bearer cfut_secret", "Bearer cfut_next");
          test.completeNow();
        })));
  }

  @Test
  void compressedAnswer_isExpanded(Vertx vertx, VertxTestContext test) {
    serve(vertx, request -> request.response().end("x".repeat(900)))
        .compose(base -> transport(vertx, base).send(Call.get("/zones?page=1")))
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body().length()).isEqualTo(900);
          test.completeNow();
        })));
  }

  /** cases.md 13: what is small on its way may be large. */
  @Test
  void answerThatExpandsTooFar_isGivenUp(Vertx vertx, VertxTestContext test) {
    serve(vertx, request -> request.response().end("x".repeat(10_000_000)))
        .compose(base -> transport(vertx, base).send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal()).isEqualTo(new Refusal.TooLarge());
          test.completeNow();
        })));
  }

  @Test
  void answerThatCannotBeExpanded_isUnreadable(Vertx vertx, VertxTestContext test) {
    serve(
            vertx,
            request -> request.response().putHeader("Content-Encoding", "gzip").end("no gzip"))
        .compose(base -> transport(vertx, base).send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal()).isEqualTo(new Refusal.Unreadable());
          test.completeNow();
        })));
  }

  @Test
  void answerTooLarge_isGivenUp(Vertx vertx, VertxTestContext test) {
    serve(vertx, request -> request.response().end("x".repeat(1_000_000)))
        .compose(base -> transport(vertx, base).send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal()).isEqualTo(new Refusal.TooLarge());
          assertThat(cause).hasMessageContaining("larger than the 1000 bytes");
          test.completeNow();
        })));
  }

  @Test
  void silence_isATimeout(Vertx vertx, VertxTestContext test) {
    serve(vertx, request -> {})
        .map(base -> new HttpTransport(vertx, base, token::get, "1.2.3", IMPATIENT))
        .compose(transport -> transport.send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).code())
              .isEqualTo(CloudflareException.Code.API_TIMEOUT);
          test.completeNow();
        })));
  }

  @Test
  void nobodyListening_isUnavailable(Vertx vertx, VertxTestContext test) {
    serve(vertx, request -> {})
        .compose(base -> server.close().map(base))
        .compose(base -> transport(vertx, base).send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).code())
              .isEqualTo(CloudflareException.Code.API_UNAVAILABLE);
          assertThat(((CloudflareException) cause).status()).isZero();
          test.completeNow();
        })));
  }

  @Test
  void connectionBrokenOff_isUnavailable(Vertx vertx, VertxTestContext test) {
    NetServer broken = vertx
        .createNetServer()
        .connectHandler(socket -> socket.handler(bytes -> socket
            .write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"data\":")
            .onComplete(written -> socket.close())));
    broken
        .listen(0, "127.0.0.1")
        .compose(net -> transport(vertx, base(net.actualPort())).send(Call.get("/")))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).code())
              .isEqualTo(CloudflareException.Code.API_UNAVAILABLE);
          test.completeNow();
        })));
  }

  @Test
  void tokenNoHeaderCanHold_isRefusedWithoutShowingIt(Vertx vertx, VertxTestContext test) {
    token.set("cfut_sec\r\nret");

    transport(vertx, base(1))
        .send(Call.get("/"))
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal()).isEqualTo(new Refusal.AuthFailed());
          assertThat(cause).hasMessageNotContaining("cfut").hasMessageNotContaining("ret ");
          test.completeNow();
        })));
  }

  private Future<URI> serve(Vertx vertx, Handler<HttpServerRequest> handler) {
    server = vertx
        .createHttpServer(new HttpServerOptions().setCompressionSupported(true))
        .requestHandler(handler);
    return server.listen(0, "127.0.0.1").map(http -> base(http.actualPort()));
  }

  private HttpTransport transport(Vertx vertx, URI base) {
    return new HttpTransport(vertx, base, token::get, "1.2.3", TIGHT);
  }

  private static URI base(int port) {
    return URI.create("http://127.0.0.1:" + port + "/client/v4/");
  }
}
