package io.github.cfexporter.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Asks the node that collects an account for its zones; answered by {@link Answer}. */
public record ZonesAsk(String account) {
  static final JsonCodec<ZonesAsk> CODEC = new JsonCodec<>(
      "zones.ask",
      ZonesAsk.class,
      m -> new JsonObject().put("account", m.account),
      j -> new ZonesAsk(j.getString("account")));

  /**
   * Where a node listens.
   *
   * @param node id of the one that is asked
   */
  public static String address(String node) {
    return "zones." + node;
  }

  /** The zones of an account; empty from a node that does not collect it. */
  public record Answer(Optional<List<ZoneState>> zones) {
    public static final JsonCodec<Answer> CODEC =
        new JsonCodec<>("zones.asked", Answer.class, Answer::write, Answer::read);

    public Answer {
      zones = zones.map(List::copyOf);
    }

    private static JsonObject write(Answer message) {
      JsonObject json = new JsonObject();
      message
          .zones
          .map(zones -> new JsonArray(zones.stream().map(ZoneState::toJson).toList()))
          .ifPresent(zones -> json.put("zones", zones));
      return json;
    }

    private static Answer read(JsonObject json) {
      return new Answer(Optional.ofNullable(json.getJsonArray("zones"))
          .map(zones ->
              zones.stream().map(JsonObject.class::cast).map(ZoneState::of).toList()));
    }
  }
}
