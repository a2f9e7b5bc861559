package io.github.cfexporter.http;

import io.github.cfexporter.bus.ZoneState;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The zones of one account, {@code /zones.json?account=<id>}: asked for one account at a time, because
 * all of them together may be thousands.
 */
public final class ZonesRoute {
  private final Function<String, Future<Optional<List<ZoneState>>>> zones;

  /** @param zones by the account's id; empty for an account that is not collected */
  public ZonesRoute(Function<String, Future<Optional<List<ZoneState>>>> zones) {
    this.zones = zones;
  }

  public void mount(Router router) {
    Server.serve(router, "/zones.json", this::answer);
  }

  private void answer(RoutingContext request) {
    String account = Optional.ofNullable(request.request().getParam("account")).orElse("");
    zones
        .apply(account)
        .onSuccess(told -> told.ifPresentOrElse(
            found -> answer(request, found),
            () -> Answering.error(request, 404, "no such account is collected", List.of(account))))
        .onFailure(cause -> Answering.error(
            request,
            503,
            "the node that collects the account does not answer",
            List.of(String.valueOf(cause.getMessage()))));
  }

  /** Ten megabytes for 100,000 zones, so it is spelled out beside the event loop. */
  private static void answer(RoutingContext request, List<ZoneState> found) {
    request
        .vertx()
        .executeBlocking(() -> json(found).toBuffer(), false)
        .onSuccess(json -> Answering.json(request, 200, json))
        .onFailure(request::fail);
  }

  private static JsonObject json(List<ZoneState> zones) {
    return new JsonObject()
        .put("zones", new JsonArray(zones.stream().map(ZoneState::toJson).toList()));
  }
}
