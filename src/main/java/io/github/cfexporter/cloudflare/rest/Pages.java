package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.LargeWork;
import io.github.cfexporter.cloudflare.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Collects the pages of one list. Items are told apart by their {@code id}: one that moves to the
 * next page while we read is taken once, and a list that does not know pages, and so repeats its
 * first one for ever, ends when a page brings nothing new. A list that does not end fails, and so does
 * one for which there is no memory.
 */
final class Pages<T> {
  /** Far more than any list has; what is longer never ends. */
  static final int MOST = 1_000;

  /** A list may grow while it is read, but not without end. */
  private static final int GROWTH = 10;

  /** Smallest page that Cloudflare lets anybody ask for, and so the smallest that may be full. */
  private static final int LEAST_PAGE = 5;

  private static final ListMemory MEMORY = ListMemory.ofHeap();

  private final Function<String, Future<JsonObject>> get;
  private final Function<JsonObject, T> item;
  private final ListMemory memory;
  private final Map<Object, T> found = new LinkedHashMap<>();
  private int most = MOST;
  private int fullPage;
  private int read;
  private String cursor = "";
  private long bytes;
  private boolean hasRoom = true;

  /** @param item what is kept of an item */
  Pages(Function<String, Future<JsonObject>> get, Function<JsonObject, T> item) {
    this(get, item, MEMORY);
  }

  Pages(Function<String, Future<JsonObject>> get, Function<JsonObject, T> item, ListMemory memory) {
    this.get = get;
    this.item = item;
    this.memory = memory;
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<T>> byNumber(String path, int perPage) {
    return all(
        path,
        () -> get.apply(path + "page=" + (read + 1) + "&per_page=" + perPage)
            .compose(envelope ->
                work(envelope, () -> !add(envelope) || isLast(envelope, read + 1))));
  }

  /** @param path ends in {@code ?} or {@code &} */
  Future<List<T>> byCursor(String path, int perPage) {
    String first = path + "per_page=" + perPage;
    return all(
        path,
        () -> get.apply(cursor.isEmpty() ? first : first + "&cursor=" + cursor)
            .compose(envelope -> work(envelope, () -> !add(envelope) || !follow(envelope))));
  }

  /** @param page reads the next one, and tells whether it was the last */
  private Future<List<T>> all(String path, Supplier<Future<Boolean>> page) {
    Promise<Void> end = Promise.promise();
    readOn(path, page, end);
    return end.future()
        .onComplete(ended -> memory.giveBack(bytes))
        .map(done -> List.copyOf(found.values()));
  }

  /** One promise for all pages: a chain of futures would be as deep as the list is long. */
  private void readOn(String path, Supplier<Future<Boolean>> page, Promise<Void> end) {
    Future<Boolean> last = page.get();
    while (last.succeeded() && !isEnd(last.result(), path, end)) {
      last = page.get();
    }
    if (!end.future().isComplete()) {
      last.onFailure(end::fail).onSuccess(isLast -> {
        if (!isEnd(isLast, path, end)) {
          readOn(path, page, end);
        }
      });
    }
  }

  private boolean isEnd(boolean last, String path, Promise<Void> end) {
    read++;
    if (!hasRoom) {
      String detail = "the list is longer than this exporter has memory for: path=" + path
          + " items=" + found.size();
      end.fail(CloudflareException.unanswered(new Refusal.TooLarge(), detail, null));
    } else if (last) {
      end.complete();
    } else if (read >= most) {
      String detail =
          "the list does not end, it was given up: path=" + path + " items=" + found.size();
      end.fail(CloudflareException.unanswered(new Refusal.Unreadable(), detail, null));
    }
    return end.future().isComplete();
  }

  /** A large page is worked through by a worker. */
  private static Future<Boolean> work(JsonObject envelope, Callable<Boolean> work) {
    return LargeWork.on(Fields.size(envelope, "result"), work);
  }

  /** Whether there is a cursor of a next page, which is read then. */
  private boolean follow(JsonObject envelope) {
    JsonObject cursors = Fields.object(Fields.object(envelope, "result_info"), "cursors");
    cursor = Rest.encode(Fields.text(cursors, "after"));
    return !cursor.isEmpty();
  }

  /** Whether the page brought anything new. */
  private boolean add(JsonObject envelope) {
    int before = found.size();
    for (JsonObject json : Fields.objects(envelope, "result")) {
      String id = Fields.text(json, "id");
      Object key = id.isEmpty() ? json : id;
      if (hasRoom && !found.containsKey(key)) {
        keep(key, item.apply(json));
      }
    }
    return found.size() > before;
  }

  private void keep(Object key, T kept) {
    found.put(key, kept);
    long more = ListMemory.bytes(kept);
    bytes += more;
    hasRoom = memory.take(more);
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
