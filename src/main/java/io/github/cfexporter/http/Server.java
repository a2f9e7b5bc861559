package io.github.cfexporter.http;

import io.github.cfexporter.http.access.HashedLogins;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.access.OncePerMinute;
import io.github.cfexporter.http.access.RequestRate;
import io.github.cfexporter.http.access.WriteAccess;
import io.github.cfexporter.http.page.PageAnswer;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.Refused;
import io.github.cfexporter.report.Status;
import io.github.cfexporter.settings.values.SeriesNames;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which path answers what. */
public final class Server {
  private static final Logger logger = LoggerFactory.getLogger(Server.class);

  /** The page may load its own files and nothing else, and nobody may frame it. */
  private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self';"
      + " style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
      + " form-action 'none'; frame-ancestors 'none'";

  private static final String NODE = "node";

  private final HttpSettings settings;
  private final HttpSources sources;
  private final MetricsPage metrics;
  private final Connections connections;
  private final OncePerMinute strangers;
  private final RequestRate rate = new RequestRate(Server::millis);
  private final WriteAccess writes;

  public Server(HttpSettings settings, HttpSources sources) {
    this.settings = settings;
    this.sources = sources;
    this.metrics = new MetricsPage(sources, settings.limits());
    this.connections = new Connections(settings.limits(), Server::millis, sources.refused());
    this.strangers = new OncePerMinute(Server::millis);
    this.writes = new WriteAccess(settings::keepsStrangersOut, settings.configOpen());
  }

  /** The order matters: probes come before authentication, everything else after it. */
  public Router router(Vertx vertx) {
    metrics.open(vertx);
    connections.watch(vertx);
    Router router = Router.router(vertx);
    new Refusals(sources.refused(), Server::millis).mount(router);
    router.route().handler(connections::serve);
    router.route().handler(RequestBodies::discard);
    router.route().handler(this::secure);
    serve(router, "/-/healthy", request -> Answering.text(request, 200, "healthy"));
    serve(router, "/-/ready", this::answerReadiness);
    router.route().handler(this::limitRate);
    router.route().handler(this::requireOwnName);
    HashedLogins hashed = new HashedLogins(() -> settings.web().get().users());
    router
        .route()
        .handler(new Login(settings.credentials(), hashed, Server::millis, sources.refused()));
    router.route().handler(this::keepConfiguration);
    router.route().handler(new RequestBodies(settings.limits(), sources.refused()));
    serveMetrics(router);
    serve(router, "/health", this::answerHealth);
    if (!settings.disableUi()) {
      Assets.mount(router);
      serve(router, "/status.json", this::answerStatus);
    }
    sources.moreRoutes().accept(router);
    return router;
  }

  /** Each scheme of names has a page of its own; a setting says which of them the usual page has. */
  private void serveMetrics(Router router) {
    serve(
        router, settings.metricsPath(), request -> metrics.answer(request, settings.seriesNames()));
    for (SeriesNames names : SeriesNames.values()) {
      serve(router, below(names.word()), request -> metrics.answer(request, names));
    }
    if (sources.ofNode().isPresent()) {
      serve(router, below(NODE), metrics::answerNode);
    }
  }

  private String below(String name) {
    return (settings.metricsPath().equals("/") ? "" : settings.metricsPath()) + "/" + name;
  }

  /** To be called with every connection, as soon as it is open. */
  public void opened(HttpConnection connection) {
    connections.opened(connection);
  }

  /** Frees what was held for the next request. */
  public void close() {
    metrics.close();
  }

  /** Refuses other methods at once: the router forgets about them when a later route matches. */
  public static void serve(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    router.route(path).handler(request -> request.fail(405));
  }

  /**
   * Keeps pages out that made a name of theirs point here. Programs that scrape may use any name, so
   * what they read is left out; it cannot be written to.
   */
  private void requireOwnName(RoutingContext request) {
    String path = request.normalizedPath();
    boolean ours = HostNames.askedFor(request.request()).stream().allMatch(settings.names()::areIn);
    if (ours || path.equals("/health") || isMetrics(path)) {
      request.next();
      return;
    }
    sources.refused().count(Refused.Reason.HOST);
    strangers
        .happened()
        .ifPresent(times -> logger.warn(
            "requests for a host that is not this one are refused; name it in ALLOWED_HOSTS if it is:"
                + " times={}; at most one such line a minute",
            times));
    Answering.error(
        request,
        403,
        "the Host header does not name this server",
        List.of("names it may have are set by ALLOWED_HOSTS"));
  }

  /** Before a body is received; the page learns by {@code Allow} whether it may offer changes. */
  private void keepConfiguration(RoutingContext request) {
    String path = request.normalizedPath();
    HttpMethod method = request.request().method();
    boolean asked = path.equals("/config") || path.startsWith("/config/");
    boolean changes = method.equals(HttpMethod.PUT) || method.equals(HttpMethod.DELETE);
    boolean allowed = !asked || writes.allows(request.request());
    if (asked && path.equals("/config")) {
      request.response().putHeader(HttpHeaders.ALLOW, allowed ? "DELETE, GET, HEAD" : "GET, HEAD");
    }
    if (changes && !allowed) {
      Answering.error(
          request,
          403,
          "the configuration is read-only for other machines, because nobody has to log in",
          List.of("see BASIC_AUTH_USER, WEB_CONFIG_FILE and CONFIG_API_OPEN"));
    } else {
      request.next();
    }
  }

  private boolean isMetrics(String path) {
    return path.equals(settings.metricsPath())
        || path.equals(below(NODE))
        || Arrays.stream(SeriesNames.values()).anyMatch(names -> path.equals(below(names.word())));
  }

  /** A clock that never goes back. */
  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  private void secure(RoutingContext request) {
    HttpServerResponse response = request
        .response()
        .putHeader("Content-Security-Policy", CONTENT_POLICY)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer");
    settings.web().get().headers().forEach((name, value) -> response.putHeader(name, value));
    request.next();
  }

  /** Behind the probes: whoever asks too much must not make an orchestrator restart the process. */
  private void limitRate(RoutingContext request) {
    boolean allowed = settings
        .web()
        .get()
        .rate()
        .map(limit -> rate.allows(limit.interval(), limit.burst()))
        .orElse(true);
    if (allowed) {
      request.next();
    } else {
      sources.refused().count(Refused.Reason.RATE);
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Answering.error(request, 429, "too many requests", List.of("see rate_limit"));
    }
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

  private void answerStatus(RoutingContext request) {
    Status status = sources.status().get();
    Readiness readiness = sources.readiness().get();
    PageAnswer.send(request, () -> StatusJson.of(status, readiness, settings.metricsPath()));
  }
}
