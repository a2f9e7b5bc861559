package io.github.cfexporter.cloudflare;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects the pages of one list. Items are told apart by their {@code id}: one that moves to the
 * next page while we read is taken once, and a list that does not know pages, and so repeats its
 * first one for ever, ends when a page brings nothing new.
 */
final class Pages {
  private final Function<String, Future<JsonObject>> get;
  private final Map<Object, JsonObject> found = new LinkedHashMap<>();

  Pages(Function<String, Future<JsonObject>> get) {
    this.get = get;
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<JsonObject>> byNumber(String path, int perPage) {
    return number(path, perPage, 1).map(done -> List.copyOf(found.values()));
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<JsonObject>> byCursor(String path, int perPage) {
    return cursor(path + "per_page=" + perPage, "").map(done -> List.copyOf(found.values()));
  }

  private Future<Void> number(String path, int perPage, int page) {
    return get.apply(path + "page=" + page + "&per_page=" + perPage).compose(envelope -> {
      boolean last = !add(envelope) || isLast(envelope, perPage, page);
      return last ? Future.succeededFuture() : number(path, perPage, page + 1);
    });
  }

  private Future<Void> cursor(String path, String cursor) {
    String at = cursor.isEmpty() ? "" : "&cursor=" + Rest.encode(cursor);
    return get.apply(path + at).compose(envelope -> {
      JsonObject cursors = Fields.object(Fields.object(envelope, "result_info"), "cursors");
      String after = Fields.text(cursors, "after");
      boolean last = !add(envelope) || after.isEmpty();
      return last ? Future.succeededFuture() : cursor(path, after);
    });
  }

  /** Whether the page brought anything new. */
  private boolean add(JsonObject envelope) {
    int before = found.size();
    for (JsonObject item : Fields.objects(envelope, "result")) {
      String id = Fields.text(item, "id");
      found.putIfAbsent(id.isEmpty() ? item : id, item);
    }
    return found.size() > before;
  }

  /** Without a count of pages or items, a page is the last one when it is not full. */
  private static boolean isLast(JsonObject envelope, int perPage, int page) {
    JsonObject info = Fields.object(envelope, "result_info");
    double size = Fields.number(info, "per_page", perPage);
    double items = Fields.number(info, "total_count", Double.NaN);
    double pages = Fields.number(info, "total_pages", Math.ceil(items / size));
    return Double.isNaN(pages) ? Fields.objects(envelope, "result").size() < size : page >= pages;
  }
}
