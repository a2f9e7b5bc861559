package io.github.cfexporter.simulator.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The three ways in which Cloudflare's REST API lists things. */
final class Page {
  private static final int LEAST = 5;

  /** By {@code page} and {@code per_page}; a size outside of the bounds is refused. */
  static JsonObject numbered(List<JsonObject> things, Query query, int usual, int most) {
    int size = query.number("per_page", usual);
    int page = query.number("page", 1);
    if (size < LEAST || size > most || page < 1) {
      throw RestError.of(400, 6003, "Invalid request: per_page must be " + LEAST + " to " + most);
    }
    List<JsonObject> some = things.stream().skip((page - 1L) * size).limit(size).toList();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("page", page);
    info.put("per_page", size);
    info.put("total_pages", (things.size() + size - 1) / size);
    info.put("count", some.size());
    info.put("total_count", things.size());
    return result(new JsonArray(some)).put("result_info", new JsonObject(info));
  }

  /** By {@code cursor}; {@code result_info} is absent on the last page. */
  static JsonObject cursored(List<JsonObject> things, Query query, int usual, int most) {
    int size = query.number("per_page", usual);
    int start = query.text("cursor").map(Page::position).orElse(0);
    if (size < 1 || size > most || start > things.size()) {
      throw RestError.of(400, 10001, "Invalid request: bad cursor or per_page");
    }
    JsonObject body =
        result(new JsonArray(things.stream().skip(start).limit(size).toList()));
    if (start + size < things.size()) {
      JsonObject cursors = new JsonObject().put("after", cursor(start + size));
      body.put("result_info", new JsonObject().put("cursors", cursors));
    }
    return body;
  }

  /** Everything at once, or one thing. */
  static JsonObject result(Object result) {
    return new JsonObject()
        .put("result", result)
        .put("success", true)
        .put("errors", new JsonArray())
        .put("messages", new JsonArray());
  }

  private static String cursor(int position) {
    byte[] text = ("from:" + position).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text);
  }

  private static int position(String cursor) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
      return Integer.parseInt(text.substring("from:".length()));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw RestError.of(400, 10001, "Invalid request: bad cursor or per_page");
    }
  }

  private Page() {}
}
