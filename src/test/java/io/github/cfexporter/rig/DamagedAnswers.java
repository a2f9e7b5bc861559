package io.github.cfexporter.rig;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers as Cloudflare does not mean them. */
final class DamagedAnswers {
  /** In place of a count: JSON that no counter takes. */
  static final List<String> ABSURD = List.of(
      "-5",
      "-9223372036854775808",
      "9223372036854775808",
      "18446744073709551615",
      "1e300",
      "1.5",
      "\"many\"",
      "[7]",
      "{}",
      "null",
      "true");

  private static final Set<String> COUNTS =
      Set.of("count", "requests", "bytes", "threats", "pageViews", "visits", "edgeResponseBytes");

  /** A list without its items; what it says of their number stays. */
  static String emptied(String body) {
    JsonObject whole = new JsonObject(body);
    return whole.getValue("result") instanceof JsonArray
        ? whole.put("result", new JsonArray()).encode()
        : body;
  }

  /** A list without its last item, as if there had never been one. */
  static String withoutLastItem(String body) {
    JsonObject whole = new JsonObject(body);
    if (!(whole.getValue("result") instanceof JsonArray items) || items.isEmpty()) {
      return body;
    }
    items.remove(items.size() - 1);
    if (whole.getValue("result_info") instanceof JsonObject info && info.containsKey("count")) {
      info.put("count", items.size());
    }
    return whole.encode();
  }

  /**
   * Another value in place of one number of a zone's rows.
   *
   * @param place which of them, counted round and round
   */
  static String withNumber(String body, String zone, String value, int place) {
    JsonObject whole = new JsonObject(body);
    List<Runnable> edits = new ArrayList<>();
    Object absurd = new JsonArray("[" + value + "]").getValue(0);
    zone(whole, zone).ifPresent(found -> edits(found, absurd, edits));
    if (edits.isEmpty()) {
      return body;
    }
    edits.get(place % edits.size()).run();
    return whole.encode();
  }

  private static void edits(Object json, Object absurd, List<Runnable> edits) {
    if (json instanceof JsonArray list) {
      list.forEach(element -> edits(element, absurd, edits));
    } else if (json instanceof JsonObject object) {
      for (String field : object.fieldNames()) {
        if (COUNTS.contains(field) && object.getValue(field) instanceof Number) {
          edits.add(() -> object.put(field, absurd));
        } else {
          edits(object.getValue(field), absurd, edits);
        }
      }
    }
  }

  private static Optional<JsonObject> zone(Object json, String id) {
    if (json instanceof JsonObject object) {
      return id.equals(object.getValue("zoneTag"))
          ? Optional.of(object)
          : object.fieldNames().stream()
              .flatMap(field -> zone(object.getValue(field), id).stream())
              .findFirst();
    }
    return json instanceof JsonArray list
        ? list.stream().flatMap(element -> zone(element, id).stream()).findFirst()
        : Optional.empty();
  }

  private DamagedAnswers() {}
}
