package io.github.cfexporter.bus;

import io.vertx.core.json.JsonObject;

/**
 * One zone that a credential sees.
 *
 * @param why it is collected or not, for people
 */
public record ZoneState(String id, String name, boolean collected, String why) {

  /** Reads what {@link #toJson} wrote. */
  public static ZoneState of(JsonObject json) {
    return new ZoneState(
        json.getString("id"),
        json.getString("name"),
        json.getBoolean("collected"),
        json.getString("why"));
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("id", id)
        .put("name", name)
        .put("collected", collected)
        .put("why", why);
  }
}
