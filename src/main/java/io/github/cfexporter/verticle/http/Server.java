package io.github.cfexporter.verticle.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

/** Which path answers what. */
public final class Server {
  /** Bytes; the largest body anybody has reason to send is one configuration value. */
  static final int BODY_LIMIT = 64 * 1024;

  /** The page may load its own files and nothing else, and nobody may frame it. */
  private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self';"
      + " style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
      + " form-action 'none'; frame-ancestors 'none'";

  private final HttpSettings settings;
  private final HttpSources sources;
  private final MetricsPage metrics;

  public Server(HttpSettings settings, HttpSources sources) {
    this.settings = settings;
    this.sources = sources;
    this.metrics = new MetricsPage(sources);
  }

  /** The order matters: probes come before authentication, everything else after it. */
  public Router router(Vertx vertx) {
    metrics.open(vertx);
    Router router = Router.router(vertx);
    Refusals.mount(router);
    router.route().handler(Server::secure);
    serve(router, "/-/healthy", request -> Answering.text(request, 200, "healthy"));
    serve(router, "/-/ready", this::answerReadiness);
    router.route().handler(r -> Refusals.requireCredentials(r, settings.credentials()));
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT));
    serve(router, settings.metricsPath(), metrics::answer);
    if (sources.ofNode().isPresent()) {
      serve(router, settings.metricsPath() + "/node", metrics::answerNode);
    }
    serve(router, "/health", this::answerHealth);
    if (!settings.disableUi()) {
      Assets.mount(router);
      serve(router, "/status.json", this::answerStatus);
    }
    sources.moreRoutes().accept(router);
    return router;
  }

  /** Frees what was held for the next request. */
  public void close() {
    metrics.close();
  }

  /** Refuses other methods at once: the router forgets about them when a later route matches. */
  static void serve(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    router.route(path).handler(request -> request.fail(405));
  }

  private static void secure(RoutingContext request) {
    request
        .response()
        .putHeader("Content-Security-Policy", CONTENT_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    request.next();
  }

  private void answerReadiness(RoutingContext request) {
    Readiness readiness = sources.readiness().get();
    if (readiness.ready()) {
      Answering.text(request, 200, "ready");
    } else {
      Answering.text(request, 503, "not ready\n" + String.join("\n", readiness.reasons()));
    }
  }

  private void answerHealth(RoutingContext request) {
    sources
        .health()
        .get()
        .onSuccess(health -> Answering.json(
            request, health.healthy() ? 200 : 503, health.toJson().toBuffer()))
        .onFailure(request::fail);
  }

  /** Half a megabyte for 200 accounts, so it is spelled out beside the event loop. */
  private void answerStatus(RoutingContext request) {
    Status status = sources.status().get();
    Readiness readiness = sources.readiness().get();
    request
        .vertx()
        .executeBlocking(
            () -> StatusJson.of(status, readiness, settings.metricsPath()).toBuffer(), false)
        .onSuccess(json -> Answering.json(request, 200, json))
        .onFailure(request::fail);
  }
}
