package io.github.cfexporter.bus;

import io.vertx.core.json.JsonObject;

/** Asks the node that collects an account for its zones; answered by {@link ZonesAsked}. */
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
}
