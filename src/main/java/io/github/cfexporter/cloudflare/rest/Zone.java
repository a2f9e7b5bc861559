package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.counting.series.LabelText;
import io.vertx.core.json.JsonObject;

/**
 * A zone that the token can see. Texts are empty where Cloudflare tells nothing.
 *
 * @param status {@code active}, {@code pending}, {@code initializing}, {@code moved}, or a newer word
 * @param paused whether traffic goes past Cloudflare
 * @param type {@code full}, {@code partial}, {@code secondary} or {@code internal}
 * @param planLegacyId {@code free}, {@code pro}, {@code business} or {@code enterprise}
 */
public record Zone(
    String id,
    String name,
    String accountId,
    String accountName,
    String status,
    boolean paused,
    String type,
    String planId,
    String planLegacyId) {

  static Zone of(JsonObject json) {
    JsonObject account = Fields.object(json, "account");
    JsonObject plan = Fields.object(json, "plan");
    return new Zone(
        Fields.text(json, "id"),
        LabelText.bounded(Fields.text(json, "name")),
        Fields.text(account, "id"),
        LabelText.bounded(Fields.text(account, "name")),
        Fields.text(json, "status"),
        Fields.truth(json, "paused", false),
        Fields.text(json, "type"),
        Fields.text(plan, "id"),
        Fields.text(plan, "legacy_id"));
  }
}
