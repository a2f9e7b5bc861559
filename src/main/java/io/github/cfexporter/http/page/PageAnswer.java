package io.github.cfexporter.http.page;

import io.github.cfexporter.exposition.Encoding;
import io.github.cfexporter.exposition.EntityTag;
import io.github.cfexporter.exposition.Negotiation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/** Answers JSON compressed, and not at all to a browser that has the same already. */
public final class PageAnswer {
  private static final int WORTH_COMPRESSING = 1_000;

  private record Body(Buffer bytes, boolean zipped, String entityTag) {}

  /** Spells the JSON beside the event loop, for it may be half a megabyte, and sends it. */
  public static void send(RoutingContext request, Supplier<JsonObject> json) {
    boolean gzip = Negotiation.encoding(header(request, HttpHeaders.ACCEPT_ENCODING.toString()))
        == Encoding.GZIP;
    request
        .vertx()
        .executeBlocking(() -> body(json.get().toBuffer(), gzip), false)
        .onSuccess(body -> send(request, body))
        .onFailure(request::fail);
  }

  private static void send(RoutingContext request, Body body) {
    HttpServerResponse response = request
        .response()
        .putHeader(HttpHeaders.ETAG, body.entityTag())
        .putHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
        .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    if (EntityTag.matches(header(request, "If-None-Match"), body.entityTag())) {
      response.setStatusCode(304).end();
      return;
    }
    if (body.zipped()) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    response
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.bytes().length()))
        .end(body.bytes());
  }

  private static Body body(Buffer plain, boolean gzip) {
    boolean zipped = gzip && plain.length() >= WORTH_COMPRESSING;
    Buffer bytes = zipped ? compressed(plain) : plain;
    return new Body(bytes, zipped, EntityTag.of(bytes.getBytes()));
  }

  private static Buffer compressed(Buffer plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.length() / 8);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain.getBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot be written to", e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private static String header(RoutingContext request, String name) {
    return Optional.ofNullable(request.request().getHeader(name)).orElse("");
  }

  private PageAnswer() {}
}
