package io.github.cfexporter.system;

import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A simulator whose answers to some calls are replaced by ones of any size. They are written piece by
 * piece, as fast as they are read, so that they take no memory here.
 */
final class HostileCloudflare extends VerticleBase {
  static final Buffer MEGABYTE = Buffer.buffer("x".repeat(1 << 20));

  private final Simulator simulator;
  private final AtomicInteger given = new AtomicInteger();
  private final List<Runnable> held = new ArrayList<>();
  private volatile HttpServer server;
  private volatile Hostility hostility = Hostility.NONE;

  /** Pieces of an answer, each to be sent a number of times. */
  record Piece(Buffer bytes, int times) {
    static Piece of(String text) {
      return new Piece(Buffer.buffer(text), 1);
    }

    static Piece megabytes(int number) {
      return new Piece(MEGABYTE, number);
    }
  }

  /** Makes an answer from the right one. */
  @FunctionalInterface
  interface Forging {
    List<Piece> pieces(SimulatedCall call, String honest);
  }

  /**
   * Which calls are answered how.
   *
   * @param together how many calls wait for each other, to be answered at the same time
   * @param headers beside those of the right answer
   */
  record Hostility(
      Predicate<SimulatedCall> calls, int together, Map<String, String> headers, Forging forging) {
    static final Hostility NONE =
        new Hostility(call -> false, 1, Map.of(), (call, honest) -> List.of());

    static Hostility graphql(Forging forging) {
      return new Hostility(SimulatedCall::isGraphql, 1, Map.of(), forging);
    }
  }

  HostileCloudflare(Simulator simulator) {
    this.simulator = simulator;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .requestHandler(this::serve)
        .listen(0, "127.0.0.1")
        .onSuccess(http -> server = http);
  }

  String baseUrl() {
    return "http://127.0.0.1:" + server.actualPort() + SimulatedCall.BASE_PATH;
  }

  void become(Hostility next) {
    given.set(0);
    hostility = next;
  }

  /** How many hostile answers have begun since it became what it is. */
  int given() {
    return given.get();
  }

  private void serve(HttpServerRequest request) {
    request
        .body()
        .map(body -> call(request, body))
        .compose(call -> vertx
            .executeBlocking(() -> simulator.answer(call), false)
            .onSuccess(answer -> deliver(request.response(), call, answer)));
  }

  private static SimulatedCall call(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return new SimulatedCall(request.method().name(), request.uri(), headers, body.toString());
  }

  private void deliver(HttpServerResponse response, SimulatedCall call, SimulatedAnswer answer) {
    Hostility now = hostility;
    response.setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    if (!now.calls().test(call)) {
      release();
      response.end(answer.body());
      return;
    }
    now.headers().forEach(response::putHeader);
    response.setChunked(true);
    List<Piece> pieces = now.forging().pieces(call, answer.body());
    held.add(() -> write(response, pieces, 0, 0));
    if (held.size() >= now.together()) {
      release();
    }
  }

  private void release() {
    List<Runnable> together = List.copyOf(held);
    held.clear();
    given.addAndGet(together.size());
    together.forEach(Runnable::run);
  }

  private void write(HttpServerResponse response, List<Piece> pieces, int piece, int written) {
    if (piece == pieces.size()) {
      response.end();
    } else if (written == pieces.get(piece).times()) {
      write(response, pieces, piece + 1, 0);
    } else {
      response
          .write(pieces.get(piece).bytes().slice())
          .onSuccess(done -> write(response, pieces, piece, written + 1));
    }
  }
}
