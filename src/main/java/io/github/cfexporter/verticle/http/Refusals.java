package io.github.cfexporter.verticle.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told when they do not get what they asked for. */
final class Refusals {
  private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

  static void mount(Router router) {
    router.errorHandler(400, request -> Answering.error(request, 400, "bad request", List.of()));
    router.errorHandler(404, Refusals::notFound);
    router.errorHandler(405, Refusals::wrongMethod);
    router.errorHandler(413, Refusals::tooLarge);
    router.errorHandler(500, Refusals::ourFault);
  }

  /** Lets requests pass that bring the credentials, or any when none are set. */
  static void requireCredentials(RoutingContext request, Optional<Credentials> credentials) {
    String authorization = Optional.ofNullable(
            request.request().getHeader(HttpHeaders.AUTHORIZATION))
        .orElse("");
    if (credentials.isEmpty() || credentials.get().areIn(authorization)) {
      request.next();
      return;
    }
    request
        .response()
        .putHeader("WWW-Authenticate", "Basic realm=\"Cloudflare exporter\", charset=\"UTF-8\"");
    Answering.error(request, 401, "user and password are required", List.of());
  }

  private static void notFound(RoutingContext request) {
    Answering.error(request, 404, "there is nothing here", List.of(request.normalizedPath()));
  }

  /** The router has put the methods that are allowed into {@code Allow} already. */
  private static void wrongMethod(RoutingContext request) {
    HttpMethod method = request.request().method();
    String allowed =
        Optional.ofNullable(request.response().headers().get(HttpHeaders.ALLOW)).orElse("none");
    Answering.error(
        request, 405, "method " + method + " is not allowed", List.of("allowed: " + allowed));
  }

  /** The rest of the body is not worth reading, so the connection ends with the answer. */
  private static void tooLarge(RoutingContext request) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    Answering.error(
        request, 413, "the body is too large", List.of("limit: " + Server.BODY_LIMIT + " bytes"));
  }

  /** The cause goes to the log only: it may name what a client has no business knowing. */
  private static void ourFault(RoutingContext request) {
    logger.error(
        "request failed: method={} path={}",
        request.request().method(),
        request.normalizedPath(),
        request.failure());
    Answering.error(request, 500, "internal error, see the log", List.of());
  }

  private Refusals() {}
}
