package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.counting.series.LabelText;
import io.vertx.core.json.JsonObject;

/** An account that the token can see. */
public record Account(String id, String name) {
  static Account of(JsonObject json) {
    return new Account(Fields.text(json, "id"), LabelText.bounded(Fields.text(json, "name")));
  }
}
