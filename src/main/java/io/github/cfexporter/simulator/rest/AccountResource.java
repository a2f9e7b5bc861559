package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Entitlement;
import io.github.cfexporter.simulator.world.Plan;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** Elements of {@code GET /accounts} and {@code GET /zones}, with their nulls and gaps. */
final class AccountResource {
  private static final String CREATED = "2014-01-01T05:20:00.12345Z";

  static JsonObject of(Account account) {
    boolean enterprise = account.has(Entitlement.ENTERPRISE);
    return new JsonObject()
        .put("id", account.id())
        .put("name", account.name())
        .put("type", enterprise ? "enterprise" : "standard")
        .put("created_on", CREATED)
        .put(
            "settings",
            new JsonObject().put("enforce_twofactor", false).putNull("abuse_contact_email"));
  }

  static JsonObject zone(Zone zone, Account account) {
    return new JsonObject()
        .put("id", zone.id())
        .put("name", zone.name())
        .put("status", zone.status())
        .put("paused", zone.paused())
        .put("type", "full")
        .put("development_mode", 0)
        .put("name_servers", new JsonArray().add("a.ns.cloudflare.com"))
        .putNull("original_name_servers")
        .putNull("original_registrar")
        .putNull("original_dnshost")
        .put("created_on", CREATED)
        .put("modified_on", CREATED)
        .putNull("activated_on")
        .put("account", new JsonObject().put("id", account.id()).put("name", account.name()))
        .put("owner", new JsonObject().putNull("id").put("type", "user").putNull("email"))
        .put("permissions", new JsonArray().add("#zone:read"))
        .put("plan", plan(zone.plan()))
        .put("tenant", new JsonObject().putNull("id").putNull("name"));
  }

  private static JsonObject plan(Plan plan) {
    return new JsonObject()
        .put("id", plan.id)
        .put("name", plan.title)
        .put("price", plan.dollars)
        .put("currency", "USD")
        .put("frequency", plan == Plan.FREE ? "" : "monthly")
        .put("is_subscribed", plan != Plan.FREE)
        .put("can_subscribe", false)
        .put("legacy_id", plan.legacyId())
        .put("legacy_discount", false)
        .put("externally_managed", false);
  }

  private AccountResource() {}
}
