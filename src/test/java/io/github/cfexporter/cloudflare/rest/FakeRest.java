package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.cloudflare.Replies;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A REST API that knows these bodies; any other path is not authorised. */
final class FakeRest {
  final List<String> asked = new ArrayList<>();
  private final Map<String, String> bodies = new HashMap<>();

  FakeRest with(String pathAndQuery, String body) {
    bodies.put(pathAndQuery, body);
    return this;
  }

  Rest rest() {
    return new Rest(this::get);
  }

  private Future<JsonObject> get(String pathAndQuery) {
    asked.add(pathAndQuery);
    String body = bodies.get(pathAndQuery);
    Reply reply = body == null
        ? Replies.json(
            403,
            "{\"success\":false,\"errors\":[{\"code\":10000,\"message\":\"Authentication error\"}]}")
        : Replies.ok(body);
    return Future.succeededFuture(reply).map(RestReply::read);
  }

  /** An envelope with page numbers. */
  static String page(String items, int page, int pages) {
    return "{\"success\":true,\"errors\":[],\"messages\":[],\"result\":[" + items
        + "],\"result_info\":{\"page\":" + page + ",\"per_page\":50,\"total_pages\":" + pages
        + "}}";
  }
}
