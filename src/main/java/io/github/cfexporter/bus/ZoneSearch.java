package io.github.cfexporter.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Asks a node for zones of its accounts by words in their names or ids; answered by {@link Answer}.
 *
 * @param words in lower case, all of which must be there
 * @param most wanted
 */
public record ZoneSearch(List<String> words, int most) {
  static final JsonCodec<ZoneSearch> CODEC = new JsonCodec<>(
      "zone.search",
      ZoneSearch.class,
      m -> new JsonObject().put("words", new JsonArray(m.words)).put("most", m.most),
      j -> new ZoneSearch(
          j.getJsonArray("words").stream().map(String.class::cast).toList(), j.getInteger("most")));

  public ZoneSearch {
    words = List.copyOf(words);
  }

  /** Where a node listens. */
  public static String address(String node) {
    return "zone.search." + node;
  }

  /**
   * One zone.
   *
   * @param account id of the account that it belongs to
   */
  public record Found(String account, ZoneState zone) {
    public JsonObject toJson() {
      return zone.toJson().put("account", account);
    }

    private static Found of(JsonObject json) {
      return new Found(json.getString("account"), ZoneState.of(json));
    }
  }

  /**
   * What was found.
   *
   * @param all how many there are, of which {@code zones} may be a part
   */
  public record Answer(List<Found> zones, int all) {
    public static final JsonCodec<Answer> CODEC = new JsonCodec<>(
        "zone.searched",
        Answer.class,
        m -> new JsonObject()
            .put("zones", new JsonArray(m.zones.stream().map(Found::toJson).toList()))
            .put("all", m.all),
        j -> new Answer(
            j.getJsonArray("zones").stream()
                .map(JsonObject.class::cast)
                .map(Found::of)
                .toList(),
            j.getInteger("all")));

    public Answer {
      zones = List.copyOf(zones);
    }
  }
}
