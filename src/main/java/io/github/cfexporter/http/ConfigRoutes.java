package io.github.cfexporter.http;

import io.github.cfexporter.config.LiveSettings;
import io.github.cfexporter.config.OverrideStore;
import io.github.cfexporter.http.access.SameOrigin;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsException;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configuration over REST: section 4 of the contract. */
public final class ConfigRoutes {
  private static final Logger logger = LoggerFactory.getLogger(ConfigRoutes.class);
  private static final String SHAPE = "the body must be {\"value\": …}";
  private static final Buffer KEYS = ConfigJson.keys().toBuffer();

  private final LiveSettings live;
  private final OverrideStore overriding;

  public ConfigRoutes(LiveSettings live, OverrideStore overriding) {
    this.live = live;
    this.overriding = overriding;
  }

  /** The order matters: {@code defaults} must not be taken for a key. */
  public void mount(Router router) {
    Server.serve(router, "/assets/keys.json", request -> Answering.json(request, 200, KEYS));
    Server.serve(router, "/config/defaults", request -> answer(request, live.withoutOverrides()));
    router.get("/config").handler(request -> answer(request, live.get()));
    router.head("/config").handler(request -> answer(request, live.get()));
    router.delete("/config").handler(request -> change(request, overriding::resetAll));
    router.route("/config").handler(request -> request.fail(405));
    router.get("/config/:key").handler(this::one);
    router.head("/config/:key").handler(this::one);
    router.put("/config/:key").handler(this::put);
    router
        .delete("/config/:key")
        .handler(request -> change(request, () -> overriding.reset(request.pathParam("key"))));
    router.route("/config/:key").handler(request -> request.fail(405));
  }

  private void one(RoutingContext request) {
    try {
      Setting<?> setting = Settings.require(request.pathParam("key"));
      Answering.json(request, 200, ConfigJson.one(setting, live.get()).toBuffer());
    } catch (SettingsException e) {
      refuse(request, e);
    }
  }

  private void put(RoutingContext request) {
    if (!RequestBodies.isJson(request.request())) {
      Answering.error(request, 415, "the content type must be application/json", List.of(SHAPE));
      return;
    }
    change(request, () -> overriding.set(request.pathParam("key"), valueIn(request)));
  }

  /** Answers the whole configuration as it is after the change, or why nothing changed. */
  private static void change(RoutingContext request, Supplier<Future<Settings>> change) {
    if (SameOrigin.isForeign(request.request())) {
      Answering.error(request, 403, "a page of another site may not change settings", List.of());
      return;
    }
    try {
      change
          .get()
          .onSuccess(settings -> answer(request, settings))
          .onFailure(cause -> notStored(request, cause));
    } catch (SettingsException e) {
      refuse(request, e);
    } catch (BadBody e) {
      Answering.error(request, 400, e.getMessage(), List.of(SHAPE));
    }
  }

  /** The database is away, most likely; the setting holds what it held before. */
  private static void notStored(RoutingContext request, Throwable cause) {
    logger.warn("a setting could not be changed: path={}", request.request().path(), cause);
    Answering.error(
        request,
        503,
        "the change could not be stored, so nothing was changed; try again later",
        List.of(String.valueOf(cause.getMessage())));
  }

  private static void answer(RoutingContext request, Settings settings) {
    Answering.json(request, 200, ConfigJson.all(settings).toBuffer());
  }

  private static void refuse(RoutingContext request, SettingsException refusal) {
    String key = request.pathParam("key");
    List<String> details = Settings.named(key)
        .map(setting -> List.of("allowed: " + setting.allowed()))
        .orElseGet(() -> Tunables.ALL.stream().map(Setting::name).toList());
    Answering.error(request, 400, refusal.getMessage(), details);
  }

  private static Object valueIn(RoutingContext request) {
    Buffer body = request.body().buffer();
    if (body == null || body.length() == 0) {
      throw new BadBody("the body is missing");
    }
    if (decoded(body) instanceof JsonObject json && json.fieldNames().equals(Set.of("value"))) {
      Object value = json.getValue("value");
      return value instanceof JsonArray items ? items.getList() : value;
    }
    throw new BadBody("the body is not a JSON object with the field value and no other");
  }

  private static Object decoded(Buffer body) {
    try {
      return Json.decodeValue(body);
    } catch (DecodeException e) {
      throw new BadBody("the body is not JSON");
    }
  }

  /** A request that does not say what to set. */
  private static final class BadBody extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadBody(String message) {
      super(message);
    }
  }
}
