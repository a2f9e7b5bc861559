package io.github.cfexporter.http;

import io.github.cfexporter.report.Refused;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Receives the bodies of the routes that want one: JSON, small, within a time, and only a few at once.
 * A body that comes with any other request is not kept, and the connection ends with the answer.
 */
final class RequestBodies implements Handler<RoutingContext> {
  /** Bytes; the largest body anybody has reason to send is one configuration value. */
  static final int MOST_BYTES = 64 * 1024;

  private static final String BELOW = "/config/";

  /** For a client that is still sending, so that it gets to read the answer. */
  private static final long LINGER_MILLIS = 1_000;

  private final BodyHandler receiver = BodyHandler.create(false).setBodyLimit(MOST_BYTES);
  private final HttpLimits limits;
  private final Refused refused;
  private int receiving;

  RequestBodies(HttpLimits limits, Refused refused) {
    this.limits = limits;
    this.refused = refused;
  }

  @Override
  public void handle(RoutingContext request) {
    boolean wanted = request.request().method().equals(HttpMethod.PUT)
        && request.normalizedPath().startsWith(BELOW)
        && isJson(request.request());
    if (!wanted) {
      request.next();
    } else if (receiving >= limits.bodies()) {
      refused.count(Refused.Reason.BODY);
      hangUpAfterwards(request);
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      Answering.error(request, 503, "too many bodies are being received", List.of());
    } else {
      receive(request);
    }
  }

  private void receive(RoutingContext request) {
    receiving++;
    long timer = request.vertx().setTimer(limits.body().toMillis(), late -> giveUp(request));
    request.addEndHandler(ended -> {
      receiving--;
      request.vertx().cancelTimer(timer);
    });
    receiver.handle(request);
  }

  /** Whether a body says that it is JSON; parameters, such as a character set, do not matter. */
  static boolean isJson(HttpServerRequest request) {
    String type =
        Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE)).orElse("");
    return type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT).equals("application/json");
  }

  /** To come before everything else: notes which requests bring a body that nobody wants. */
  static void discard(RoutingContext request) {
    HttpServerRequest asked = request.request();
    String length =
        Optional.ofNullable(asked.getHeader(HttpHeaders.CONTENT_LENGTH)).orElse("0");
    if (asked.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || !length.strip().equals("0")) {
      request.addEndHandler(ended -> {
        if (!asked.isEnded()) {
          hangUp(request);
        }
      });
    }
    request.next();
  }

  private void giveUp(RoutingContext request) {
    if (!request.request().isEnded()) {
      refused.count(Refused.Reason.SLOW);
      ConnectionCloser.off(request.request().connection());
    }
  }

  /** The rest of the body is not worth reading, so the connection ends with the answer. */
  static void hangUpAfterwards(RoutingContext request) {
    if (request.request().version() == HttpVersion.HTTP_2) {
      request.addEndHandler(ended -> hangUp(request)); // it knows no such header
    } else {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static void hangUp(RoutingContext request) {
    request
        .vertx()
        .setTimer(LINGER_MILLIS, late -> request.request().connection().close());
  }
}
