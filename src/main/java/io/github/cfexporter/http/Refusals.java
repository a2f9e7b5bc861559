package io.github.cfexporter.http;

import io.github.cfexporter.http.access.OncePerMinute;
import io.github.cfexporter.report.Refused;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What clients are told when they do not get what they asked for. */
final class Refusals {
  private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

  private final Refused refused;
  private final OncePerMinute faults;

  Refusals(Refused refused, LongSupplier millis) {
    this.refused = refused;
    this.faults = new OncePerMinute(millis);
  }

  void mount(Router router) {
    router.errorHandler(400, request -> Answering.error(request, 400, "bad request", List.of()));
    router.errorHandler(404, Refusals::notFound);
    router.errorHandler(405, request -> wrongMethod(request, router));
    router.errorHandler(413, this::tooLarge);
    router.errorHandler(500, this::ourFault);
  }

  private static void notFound(RoutingContext request) {
    Answering.error(request, 404, "there is nothing here", List.of(request.normalizedPath()));
  }

  /** With an error handler of one's own, the router leaves {@code Allow} to it. */
  private static void wrongMethod(RoutingContext request, Router router) {
    List<Route> candidates = router.getRoutes().stream()
        .filter(route -> route.methods() != null && leadsTo(route, request.normalizedPath()))
        .toList();
    String allowed = candidates.stream()
        .filter(route -> route.getPath().equals(candidates.get(0).getPath())) // that of the refusal
        .flatMap(route -> route.methods().stream())
        .map(HttpMethod::name)
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
    request.response().putHeader(HttpHeaders.ALLOW, allowed);
    HttpMethod method = request.request().method();
    Answering.error(
        request, 405, "method " + method + " is not allowed", List.of("allowed: " + allowed));
  }

  /** Segment by segment; one that the route names with a colon may be anything. */
  private static boolean leadsTo(Route route, String path) {
    String[] pattern = route.getPath().split("/");
    String[] segments = path.split("/");
    return pattern.length == segments.length
        && IntStream.range(0, pattern.length)
            .allMatch(i -> pattern[i].startsWith(":") || pattern[i].equals(segments[i]));
  }

  /** The rest of the body is not worth reading, so the connection ends with the answer. */
  private void tooLarge(RoutingContext request) {
    refused.count(Refused.Reason.BODY);
    RequestBodies.hangUpAfterwards(request);
    Answering.error(
        request,
        413,
        "the body is too large",
        List.of("limit: " + RequestBodies.MOST_BYTES + " bytes"));
  }

  /** The cause goes to the log only: it may name what a client has no business knowing. */
  private void ourFault(RoutingContext request) {
    faults
        .happened()
        .ifPresent(times -> logger.error(
            "request failed: method={} path={} times={}; at most one such line a minute",
            request.request().method(),
            request.normalizedPath(),
            times,
            request.failure()));
    Answering.error(request, 500, "internal error, see the log", List.of());
  }
}
