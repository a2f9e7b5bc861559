package io.github.cfexporter.bus;

import io.vertx.core.json.JsonObject;

/**
 * Leave to make one call at once.
 *
 * @param waitedMillis how long the request was queued
 */
public record Permit(long waitedMillis) {
  static final JsonCodec<Permit> CODEC = new JsonCodec<>(
      "permit",
      Permit.class,
      m -> new JsonObject().put("waitedMillis", m.waitedMillis),
      j -> new Permit(j.getLong("waitedMillis")));
}
