package io.github.cfexporter.cloudflare.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.PfxOptions;
import io.vertx.junit5.VertxExtension;
import io.vertx.junit5.VertxTestContext;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** cases.md 13 and 25: answers that wait for memory of ours are no fault of Cloudflare's. */
@ExtendWith(VertxExtension.class)
@Tag("unit")
class WaitingAnswersTest {
  private static final HttpTransport.Bounds WIDE =
      new HttpTransport.Bounds(Duration.ofSeconds(60), Duration.ofSeconds(60), 10_000_000);
  private static final String BIG = "x".repeat(1_000_000);

  @TempDir
  Path directory;

  private final AnswerMemory memory = new AnswerMemory(1_000, 10);
  private final Map<String, HttpServerRequest> requests = new ConcurrentHashMap<>();

  /** By nanoseconds instead of milliseconds: servers lose their patience within no time. */
  private final PendingAnswer first = new PendingAnswer(System::nanoTime);

  private final PendingAnswer second = new PendingAnswer(System::nanoTime);

  @Test
  void answerWaits_untilTheFirstHasBeenRead(Vertx vertx, VertxTestContext test) {
    serve(vertx, new HttpServerOptions())
        .map(port -> transport(vertx, "http", port, UnaryOperator.identity()))
        .compose(transport -> {
          Future<Reply> one = transport.send(Call.get("/first"), first);
          Future<Reply> two = transport.send(Call.get("/second"), second);
          return held(vertx, second)
              .compose(held -> requests.get("/first").response().end(BIG))
              .compose(sent -> one)
              .onSuccess(Reply::close)
              .compose(read -> two);
        })
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body().length()).isEqualTo(BIG.length());
          assertThat(second.heldMillis()).isPositive();
          assertThat(second.isHeld()).isFalse();
          assertThat(first.heldMillis()).isZero();
          test.completeNow();
        })));
  }

  @Test
  void connectionThatEndsMeanwhile_isALimitOfOurs(Vertx vertx, VertxTestContext test) {
    serve(vertx, new HttpServerOptions())
        .map(port -> transport(vertx, "http", port, UnaryOperator.identity()))
        .compose(transport -> {
          transport.send(Call.get("/first"), first);
          Future<Reply> two = transport.send(Call.get("/unfinished"), second);
          return held(vertx, second)
              .compose(held -> requests.get("/unfinished").connection().close())
              .onSuccess(closed -> first.cancel())
              .compose(freed -> two);
        })
        .onComplete(test.failing(cause -> test.verify(() -> {
          assertThat(((CloudflareException) cause).refusal()).isEqualTo(new Refusal.TooLarge());
          assertThat(cause).hasMessageContaining("waited for memory of this exporter");
          test.completeNow();
        })));
  }

  /** Else one that trickles for ever would keep all others from their end. */
  @Test
  void answerThatIsGivenUp_makesRoom(Vertx vertx, VertxTestContext test) {
    serve(vertx, new HttpServerOptions())
        .map(port -> transport(vertx, "http", port, UnaryOperator.identity()))
        .compose(transport -> {
          transport.send(Call.get("/first"), first);
          Future<Reply> two = transport.send(Call.get("/second"), second);
          return held(vertx, second).onSuccess(held -> first.cancel()).compose(freed -> two);
        })
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body().length()).isEqualTo(BIG.length());
          test.completeNow();
        })));
  }

  /** Over one connection, of which what is not read fills the window. */
  @Test
  void answerThatWaits_holdsUpNoOtherOfItsConnection(Vertx vertx, VertxTestContext test)
      throws Exception {
    HttpServerOptions secure = new HttpServerOptions()
        .setSsl(true)
        .setUseAlpn(true)
        .setKeyCertOptions(new PfxOptions().setPath(keys()).setPassword("secret"));
    serve(vertx, secure)
        .map(port -> transport(
            vertx, "https", port, options -> options.setTrustAll(true).setVerifyHost(false)))
        .compose(transport -> {
          Future<Reply> one = transport.send(Call.get("/first"), first);
          Future<Reply> two =
              begun(vertx, "/first").compose(begun -> transport.send(Call.get("/second"), second));
          return held(vertx, second)
              .compose(held -> requests.get("/first").response().end(BIG))
              .compose(sent -> one)
              .onSuccess(Reply::close)
              .compose(read -> two);
        })
        .onComplete(test.succeeding(reply -> test.verify(() -> {
          assertThat(reply.body().length()).isEqualTo(BIG.length());
          test.completeNow();
        })));
  }

  /** Of the first answer a byte, of the second more than there is memory for. */
  private Future<Integer> serve(Vertx vertx, HttpServerOptions options) {
    Handler<HttpServerRequest> answering = request -> {
      String path = request.path().replaceFirst("/v4", "");
      requests.put(path, request);
      if (path.equals("/first")) {
        request.response().setChunked(true).write("x");
      } else {
        HttpServerResponse response = request.response().setChunked(true);
        begun(vertx, "/first")
            .compose(begun -> response.write(BIG))
            .compose(sent -> path.equals("/second") ? response.end() : Future.succeededFuture());
      }
    };
    return vertx
        .createHttpServer(options)
        .requestHandler(answering)
        .listen(0, "127.0.0.1")
        .map(server -> server.actualPort());
  }

  /** Until the first byte has arrived at the client. */
  private Future<Void> begun(Vertx vertx, String path) {
    return until(vertx, () -> requests.containsKey(path) && memory.taken() > 0);
  }

  private static Future<Void> held(Vertx vertx, PendingAnswer pending) {
    return until(vertx, pending::isHeld);
  }

  private static Future<Void> until(Vertx vertx, BooleanSupplier condition) {
    return condition.getAsBoolean()
        ? Future.succeededFuture()
        : vertx.timer(1).compose(tick -> until(vertx, condition));
  }

  private HttpTransport transport(
      Vertx vertx, String scheme, int port, UnaryOperator<HttpClientOptions> tuning) {
    return new HttpTransport(
        vertx,
        URI.create(scheme + "://127.0.0.1:" + port + "/v4"),
        credential -> Map.of("Authorization", "Bearer token"),
        "1.2.3",
        WIDE,
        InetAddress::getAllByName,
        memory,
        tuning);
  }

  private String keys() throws Exception {
    Path keys = directory.resolve("keys.p12");
    Process keytool = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "test",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storetype",
            "PKCS12",
            "-storepass",
            "secret",
            "-keystore",
            keys.toString())
        .redirectErrorStream(true)
        .start();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
    return keys.toString();
  }
}
