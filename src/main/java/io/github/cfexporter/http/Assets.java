package io.github.cfexporter.http;

import io.github.cfexporter.exposition.EntityTag;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The landing page's files: a closed list, read from the jar once and served from memory. */
final class Assets {
  private static final List<Asset> ALL = List.of(
      read("/", "index.html", "text/html; charset=utf-8"),
      read("/assets/page.css", "page.css", "text/css; charset=utf-8"),
      script("page.js"),
      script("accounts.js"),
      script("chart.js"),
      script("config.js"),
      script("connect.js"),
      script("dom.js"),
      script("events.js"),
      script("kinds.js"),
      script("metrics.js"),
      script("system.js"),
      script("zones.js"),
      read("/assets/icon.svg", "icon.svg", "image/svg+xml"));

  static void mount(Router router) {
    ALL.forEach(asset -> Server.serve(router, asset.path(), request -> answer(asset, request)));
  }

  /** Kept by browsers, but asked about each time: the next release may have another. */
  private static void answer(Asset asset, RoutingContext request) {
    HttpServerResponse response = request
        .response()
        .putHeader(HttpHeaders.ETAG, asset.entityTag())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
    String known = Optional.ofNullable(request.request().getHeader(HttpHeaders.IF_NONE_MATCH))
        .orElse("");
    if (EntityTag.matches(known, asset.entityTag())) {
      response.setStatusCode(304).end();
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, asset.type())
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(asset.body().length()))
          .end(asset.body());
    }
  }

  private static Asset script(String file) {
    return read("/assets/" + file, file, "text/javascript; charset=utf-8");
  }

  private static Asset read(String path, String file, String type) {
    try (InputStream in = Assets.class.getResourceAsStream("/web/" + file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks web/" + file);
      }
      byte[] bytes = in.readAllBytes();
      return new Asset(path, type, Buffer.buffer(bytes), EntityTag.of(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("the jar cannot be read: web/" + file, e);
    }
  }

  private record Asset(String path, String type, Buffer body, String entityTag) {}

  private Assets() {}
}
