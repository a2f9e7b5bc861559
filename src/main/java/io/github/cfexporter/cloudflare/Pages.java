package io.github.cfexporter.cloudflare;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Collects the pages of one list. Items are told apart by their {@code id}: one that moves to the
 * next page while we read is taken once, and a list that does not know pages, and so repeats its
 * first one for ever, ends when a page brings nothing new. A list that does not end fails.
 */
final class Pages {
  /** Far more than any list has; what is longer never ends. */
  static final int MOST = 1_000;

  /** A list may grow while it is read, but not without end. */
  private static final int GROWTH = 10;

  /** Smallest page that Cloudflare lets anybody ask for, and so the smallest that may be full. */
  private static final int LEAST_PAGE = 5;

  private final Function<String, Future<JsonObject>> get;
  private final Map<Object, JsonObject> found = new LinkedHashMap<>();
  private int most = MOST;
  private int fullPage;

  Pages(Function<String, Future<JsonObject>> get) {
    this.get = get;
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<JsonObject>> byNumber(String path, int perPage) {
    Promise<Void> end = Promise.promise();
    number(path, perPage, 1, end);
    return end.future().map(done -> List.copyOf(found.values()));
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<JsonObject>> byCursor(String path, int perPage) {
    Promise<Void> end = Promise.promise();
    cursor(path + "per_page=" + perPage, "", 1, end);
    return end.future().map(done -> List.copyOf(found.values()));
  }

  /** One promise for all pages: a chain of futures would be as deep as the list is long. */
  private void number(String path, int perPage, int page, Promise<Void> end) {
    get.apply(path + "page=" + page + "&per_page=" + perPage)
        .onFailure(end::fail)
        .onSuccess(envelope -> {
          boolean last = !add(envelope) || isLast(envelope, page);
          if (last || page >= most) {
            finish(path, last, end);
          } else {
            number(path, perPage, page + 1, end);
          }
        });
  }

  private void cursor(String path, String cursor, int page, Promise<Void> end) {
    String at = cursor.isEmpty() ? "" : "&cursor=" + Rest.encode(cursor);
    get.apply(path + at).onFailure(end::fail).onSuccess(envelope -> {
      JsonObject cursors = Fields.object(Fields.object(envelope, "result_info"), "cursors");
      String after = Fields.text(cursors, "after");
      boolean last = !add(envelope) || after.isEmpty();
      if (last || page >= most) {
        finish(path, last, end);
      } else {
        cursor(path, after, page + 1, end);
      }
    });
  }

  private void finish(String path, boolean last, Promise<Void> end) {
    if (last) {
      end.complete();
    } else {
      String detail =
          "the list does not end, it was given up: path=" + path + " items=" + found.size();
      end.fail(CloudflareException.unanswered(new Refusal.Unreadable(), detail, null));
    }
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

  /** What is told first of the number of pages bounds them, too. */
  private boolean isLast(JsonObject envelope, int page) {
    JsonObject info = Fields.object(envelope, "result_info");
    double items = Fields.number(info, "total_count", Double.POSITIVE_INFINITY);
    double pages = Fields.number(info, "total_pages", Double.NaN);
    boolean isShort = isShort(Fields.objects(envelope, "result").size());
    if (page == 1) {
      double told = Double.isNaN(pages) ? items / fullPage : pages;
      most = (int) Math.min(MOST, 2 * told + GROWTH);
    }
    return Double.isNaN(pages) ? isShort || found.size() >= items : page >= pages;
  }

  /**
   * Without a count of pages, a page is the last one when it is not full. What is full the first page
   * tells, for a server may make its pages smaller than they are asked for.
   */
  private boolean isShort(int size) {
    fullPage = Math.max(fullPage, Math.max(LEAST_PAGE, size));
    return size < fullPage;
  }
}
