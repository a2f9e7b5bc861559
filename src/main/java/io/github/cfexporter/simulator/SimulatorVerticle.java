package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.SimulatedAnswer.Delivery;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves a simulator on the loopback interface, as {@code https://api.cloudflare.com} would be. */
public final class SimulatorVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(SimulatorVerticle.class);
  private static final String LOOPBACK = "127.0.0.1";

  private final Simulator simulator;
  private final int wantedPort;
  private volatile int actualPort;

  /** @param port to listen on; 0 for any that is free */
  public SimulatorVerticle(Simulator simulator, int port) {
    this.simulator = simulator;
    this.wantedPort = port;
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer()
        .requestHandler(this::serve)
        .listen(wantedPort, LOOPBACK)
        .onSuccess(this::remember);
  }

  /** Known once the verticle is deployed. */
  public int port() {
    return actualPort;
  }

  /** What to configure as Cloudflare's base URL. */
  public String baseUrl() {
    return "http://" + LOOPBACK + ":" + actualPort + SimulatedCall.BASE_PATH;
  }

  private void remember(HttpServer server) {
    actualPort = server.actualPort();
  }

  private void serve(HttpServerRequest request) {
    request
        .body()
        .map(body -> call(request, body))
        .compose(call -> vertx.executeBlocking(() -> simulator.answer(call), false))
        .compose(answer -> deliver(request, answer))
        .onFailure(cause -> fail(request, cause));
  }

  private static SimulatedCall call(HttpServerRequest request, Buffer body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    request.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    return new SimulatedCall(request.method().name(), request.uri(), headers, body.toString());
  }

  private static Future<Void> deliver(HttpServerRequest request, SimulatedAnswer answer) {
    if (answer.delivery() == Delivery.HUNG) {
      return Future.succeededFuture();
    }
    if (answer.delivery() == Delivery.CLOSED) {
      return request.connection().close();
    }
    request.response().setStatusCode(answer.status());
    answer.headers().forEach(request.response()::putHeader);
    return request.response().end(answer.body());
  }

  /** Most often a client that went away; otherwise a mistake in the simulator itself. */
  private static void fail(HttpServerRequest request, Throwable cause) {
    logger.warn("simulated call failed: path={} cause=\"{}\"", request.path(), cause.toString());
    if (!request.response().ended() && !request.response().closed()) {
      request.response().setStatusCode(500).end();
    }
  }
}
