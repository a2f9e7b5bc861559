package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.CustomHostname;
import io.github.cfexporter.simulator.world.Named;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Lists of what has a name, each product with fields called otherwise. */
final class NamedResource {
  private static final String CREATED = "2025-01-01T05:20:00.12345Z";

  static List<JsonObject> queues(Account account) {
    return Named.queues(account).stream()
        .map(queue -> new JsonObject()
            .put("queue_id", queue.id())
            .put("queue_name", queue.name())
            .put("created_on", CREATED)
            .put("modified_on", CREATED)
            .put("producers_total_count", 0)
            .put("producers", new JsonArray())
            .put("consumers_total_count", 0)
            .put("consumers", new JsonArray()))
        .toList();
  }

  static List<JsonObject> databases(Account account) {
    return Named.databases(account).stream()
        .map(database -> new JsonObject()
            .put("uuid", database.id())
            .put("name", database.name())
            .put("version", "production")
            .put("created_at", CREATED))
        .toList();
  }

  static List<JsonObject> namespaces(Account account) {
    return Named.namespaces(account).stream()
        .map(namespace -> new JsonObject()
            .put("id", namespace.id())
            .put("title", namespace.name())
            .put("supports_url_encoding", true))
        .toList();
  }

  static List<JsonObject> hostnames(Zone zone) {
    return CustomHostname.of(zone).stream().map(NamedResource::hostname).toList();
  }

  /** One without a certificate lacks the field. */
  private static JsonObject hostname(CustomHostname hostname) {
    JsonObject json = new JsonObject()
        .put("id", hostname.id())
        .put("hostname", hostname.hostname())
        .put("status", hostname.status())
        .put("created_at", CREATED)
        .put("custom_origin_server", "origin.example");
    return hostname.sslStatus().isEmpty()
        ? json
        : json.put(
            "ssl",
            new JsonObject()
                .put("id", hostname.id())
                .put("type", "dv")
                .put("method", "http")
                .put("status", hostname.sslStatus())
                .put("certificate_authority", hostname.authority())
                .put("wildcard", false));
  }

  private NamedResource() {}
}
