package io.github.cfexporter.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.EntityTag;
import io.github.cfexporter.exposition.Negotiation;
import io.github.cfexporter.http.Editions.Scope;
import io.github.cfexporter.report.Refused;
import io.github.cfexporter.settings.values.SeriesNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers scrapes with the latest edition, written as fast as the client reads. Of several nodes each
 * answers for all, {@code ?scope=node} for what it collects itself; the metrics of its process have a
 * page of their own then, so that all nodes answer alike.
 */
final class MetricsPage {
  private static final long FORGET_MILLIS = 60_000;

  /** Bytes of editions that are being sent, unless it is but one: they lie beside the heap. */
  private static final long MOST_BYTES = Runtime.getRuntime().maxMemory() / 4;

  private final Editions editions;
  private final HttpLimits limits;
  private final Refused refused;

  /** Those that are being sent, the oldest first. */
  private final Set<EditionWriter> writers = new LinkedHashSet<>();

  MetricsPage(HttpSources sources, HttpLimits limits) {
    editions = new Editions(sources);
    this.limits = limits;
    this.refused = sources.refused();
  }

  /** Frees the memory of answers that nobody asks for any more, from time to time. */
  void open(Vertx vertx) {
    vertx.setPeriodic(FORGET_MILLIS, tick -> editions.forgetUnused());
  }

  void close() {
    editions.forgetAll();
  }

  /** With the names that somebody gives the series. */
  void answer(RoutingContext routing, SeriesNames names) {
    boolean nodeOnly = "node".equals(routing.request().getParam("scope"));
    answer(routing, nodeOnly ? Scope.NODE : Scope.CLUSTER, names);
  }

  /** Metrics of the process. */
  void answerNode(RoutingContext routing) {
    answer(routing, Scope.PROCESS, SeriesNames.CLOUDFLARE);
  }

  private void answer(RoutingContext routing, Scope scope, SeriesNames names) {
    HttpServerRequest request = routing.request();
    Editions.Kind kind = new Editions.Kind(
        scope,
        names,
        Negotiation.format(header(request, HttpHeaders.ACCEPT)),
        Negotiation.encoding(header(request, HttpHeaders.ACCEPT_ENCODING)));
    editions
        .takeIfCurrent(kind)
        .map(Future::succeededFuture)
        .orElseGet(() -> routing.vertx().executeBlocking(() -> editions.take(kind)))
        .onSuccess(edition -> send(edition, request, contextOf(routing)))
        .onFailure(routing::fail);
  }

  private void send(Edition edition, HttpServerRequest request, ContextInternal context) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      edition.release();
    } else if (describe(edition.answer(), request)) {
      long stall = limits.stall().toMillis();
      write(new EditionWriter(edition, response, context, request.isSSL(), stall), request);
    } else {
      edition.release();
      response.end();
    }
  }

  private void write(EditionWriter writer, HttpServerRequest request) {
    writers.add(writer);
    writer.write(isWhole -> {
      writers.remove(writer);
      if (!isWhole) {
        refused.count(Refused.Reason.SLOW);
        ConnectionCloser.off(request.connection());
      }
    });
    cutThoseOfOldEditions();
  }

  /** Each edition is in memory until its last byte has been sent, so only some may be on their way. */
  private void cutThoseOfOldEditions() {
    List<Edition> onTheirWay =
        writers.stream().map(EditionWriter::edition).distinct().toList();
    long bytes =
        onTheirWay.stream().mapToLong(edition -> edition.answer().length()).sum();
    int over = onTheirWay.size() - limits.editions();
    for (Edition oldest : onTheirWay.subList(0, Math.max(0, onTheirWay.size() - 1))) {
      if (over > 0 || bytes > MOST_BYTES) {
        List.copyOf(writers).stream()
            .filter(writer -> writer.edition() == oldest)
            .forEach(EditionWriter::cut);
      }
      over--;
      bytes -= oldest.answer().length();
    }
  }

  /** Sets status and headers; answers whether a body is wanted. */
  private static boolean describe(Answer answer, HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response
        .putHeader(HttpHeaders.ETAG, answer.entityTag())
        .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (EntityTag.matches(header(request, HttpHeaders.IF_NONE_MATCH), answer.entityTag())) {
      response.setStatusCode(304);
      return false;
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(answer.length()));
    if (answer.encoding() == Encoding.GZIP) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return !request.method().equals(HttpMethod.HEAD);
  }

  private static ContextInternal contextOf(RoutingContext routing) {
    return (ContextInternal) routing.vertx().getOrCreateContext();
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    return Optional.ofNullable(request.headers().getAll(name))
        .map(values -> String.join(",", values))
        .orElse("");
  }
}
