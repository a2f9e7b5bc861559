package io.github.cfexporter.verticle.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.EntityTag;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.Negotiation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers scrapes: assembled from what is in memory, written as fast as the client reads. Of several
 * nodes each answers for all, {@code ?scope=node} for what it collects itself; the metrics of its
 * process have a page of their own then, so that all nodes answer alike.
 */
final class MetricsPage {
  private static final byte[] NOTHING = {};

  /** Each keeps its own appendix compressed. */
  private final Exposition exposition = new Exposition();

  private final Exposition expositionOfNode = new Exposition();
  private final HttpSources sources;

  MetricsPage(HttpSources sources) {
    this.sources = sources;
  }

  void answer(RoutingContext routing) {
    boolean nodeOnly = "node".equals(routing.request().getParam("scope"));
    if (sources.ofNode().isEmpty()) {
      answer(routing, exposition, sources.fragments().get(), sources.ownMetrics());
    } else if (nodeOnly) {
      answer(routing, expositionOfNode, sources.ofNode().get().get(), sources.ownMetrics());
    } else {
      answer(routing, exposition, sources.fragments().get(), format -> NOTHING);
    }
  }

  /** Metrics of the process. */
  void answerNode(RoutingContext routing) {
    answer(routing, expositionOfNode, List.of(), sources.ownMetrics());
  }

  private void answer(
      RoutingContext routing,
      Exposition assembly,
      Collection<Fragment> fragments,
      Function<Format, byte[]> processMetrics) {
    HttpServerRequest request = routing.request();
    Format format = Negotiation.format(header(request, HttpHeaders.ACCEPT));
    Answer answer = assembly.assemble(
        sources.order().get(),
        fragments,
        format,
        Negotiation.encoding(header(request, HttpHeaders.ACCEPT_ENCODING)),
        processMetrics.apply(format));
    HttpServerResponse response = routing.response();
    response
        .putHeader(HttpHeaders.ETAG, answer.entityTag())
        .putHeader(HttpHeaders.VARY, "Accept, Accept-Encoding")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (EntityTag.matches(header(request, HttpHeaders.IF_NONE_MATCH), answer.entityTag())) {
      response.setStatusCode(304).end();
      return;
    }
    describe(answer, response);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      new ChunkWriter(answer.chunks(), response).write();
    }
  }

  private static void describe(Answer answer, HttpServerResponse response) {
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
        .putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(answer.length()));
    if (answer.encoding() == Encoding.GZIP) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
  }

  private static String header(HttpServerRequest request, CharSequence name) {
    return Optional.ofNullable(request.headers().getAll(name))
        .map(values -> String.join(",", values))
        .orElse("");
  }
}
