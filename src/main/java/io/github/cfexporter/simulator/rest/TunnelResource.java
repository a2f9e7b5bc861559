package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Account;
import io.github.cfexporter.simulator.world.Tunnel;
import io.github.cfexporter.simulator.world.Tunnel.Connector;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/** Tunnels of all sorts, whose list no longer has their connections, and connectors of cloudflared. */
final class TunnelResource {
  private static final String CREATED = "2025-01-01T05:20:00.12345Z";

  static List<JsonObject> list(Account account, Query query) {
    return Tunnel.of(account).stream()
        .filter(tunnel -> query
            .text("is_deleted")
            .map(wanted -> wanted.equals(String.valueOf(tunnel.deleted())))
            .orElse(true))
        .map(tunnel -> tunnel(tunnel, account))
        .toList();
  }

  static JsonArray connections(Account account, String id) {
    Tunnel tunnel = Tunnel.of(account).stream()
        .filter(one -> one.id().equals(id) && one.type().equals("cfd_tunnel"))
        .findFirst()
        .orElseThrow(() -> RestError.of(404, 1002, "Tunnel not found"));
    return new JsonArray(
        tunnel.connectors().stream().map(TunnelResource::connector).toList());
  }

  private static JsonObject tunnel(Tunnel tunnel, Account account) {
    return new JsonObject()
        .put("id", tunnel.id())
        .put("account_tag", account.id())
        .put("name", tunnel.name())
        .put("status", tunnel.status())
        .put("tun_type", tunnel.type())
        .put("created_at", CREATED)
        .put("deleted_at", tunnel.deleted() ? CREATED : null)
        .put("connections", new JsonArray())
        .put("metadata", new JsonObject())
        .put("remote_config", true);
  }

  private static JsonObject connector(Connector connector) {
    List<JsonObject> connections = IntStream.range(0, connector.connections())
        .mapToObj(number -> new JsonObject()
            .put("colo_name", number % 2 == 0 ? "ams01" : "fra03")
            .put("is_pending_reconnect", false)
            .put("opened_at", CREATED)
            .put("origin_ip", connector.originIp())
            .put("client_id", connector.id())
            .put("client_version", connector.version()))
        .toList();
    return new JsonObject()
        .put("id", connector.id())
        .put("version", connector.version())
        .put("arch", connector.arch())
        .put("run_at", CREATED)
        .put("config_version", 1)
        .put("features", new JsonArray().add("ha-origin"))
        .put("conns", new JsonArray(connections));
  }

  private TunnelResource() {}
}
