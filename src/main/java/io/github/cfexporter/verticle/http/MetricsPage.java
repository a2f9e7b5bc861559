package io.github.cfexporter.verticle.http;

import io.github.cfexporter.exposition.Answer;
import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.EntityTag;
import io.github.cfexporter.exposition.Exposition;
import io.github.cfexporter.exposition.Format;
import io.github.cfexporter.exposition.Negotiation;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Answers scrapes: assembled from what is in memory, written as fast as the client reads. */
final class MetricsPage {
  private final Exposition exposition = new Exposition();
  private final HttpSources sources;

  MetricsPage(HttpSources sources) {
    this.sources = sources;
  }

  void answer(RoutingContext routing) {
    HttpServerRequest request = routing.request();
    Answer answer = assemble(
        Negotiation.format(header(request, HttpHeaders.ACCEPT)),
        Negotiation.encoding(header(request, HttpHeaders.ACCEPT_ENCODING)));
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

  private Answer assemble(Format format, Encoding encoding) {
    return exposition.assemble(
        sources.order().get(),
        sources.fragments().get(),
        format,
        encoding,
        sources.ownMetrics().apply(format));
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
