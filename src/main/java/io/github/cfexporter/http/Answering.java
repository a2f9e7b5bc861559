package io.github.cfexporter.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Short answers, spelled the same everywhere. */
public final class Answering {

  /** Answers JSON that nobody may keep. */
  public static void json(RoutingContext request, int status, Buffer body) {
    send(request, status, "application/json", body);
  }

  /** Answers an error as section 4 of the contract has it. */
  public static void error(RoutingContext request, int status, String error, List<String> details) {
    JsonObject body = new JsonObject().put("error", error).put("details", new JsonArray(details));
    json(request, status, body.toBuffer());
  }

  static void text(RoutingContext request, int status, String body) {
    send(request, status, "text/plain; charset=utf-8", Buffer.buffer(body + "\n"));
  }

  private static void send(RoutingContext request, int status, String type, Buffer body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length()))
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body);
  }

  private Answering() {}
}
