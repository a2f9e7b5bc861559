package io.github.cfexporter.bus;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The zones of an account; empty from a node that does not collect it. */
public record ZonesAsked(Optional<List<ZoneState>> zones) {
  public static final JsonCodec<ZonesAsked> CODEC =
      new JsonCodec<>("zones.asked", ZonesAsked.class, ZonesAsked::write, ZonesAsked::read);

  public ZonesAsked {
    zones = zones.map(List::copyOf);
  }

  private static JsonObject write(ZonesAsked message) {
    JsonObject json = new JsonObject();
    message
        .zones
        .map(zones -> new JsonArray(zones.stream().map(ZoneState::toJson).toList()))
        .ifPresent(zones -> json.put("zones", zones));
    return json;
  }

  private static ZonesAsked read(JsonObject json) {
    return new ZonesAsked(Optional.ofNullable(json.getJsonArray("zones"))
        .map(zones ->
            zones.stream().map(JsonObject.class::cast).map(ZoneState::of).toList()));
  }
}
