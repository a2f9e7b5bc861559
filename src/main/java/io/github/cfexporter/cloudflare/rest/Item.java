package io.github.cfexporter.cloudflare.rest;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * One item of a resource.
 *
 * @param parent the item for which it was read
 */
record Item(JsonObject json, Optional<Item> parent) {
  static Item of(JsonObject json) {
    return new Item(json, Optional.empty());
  }
}
