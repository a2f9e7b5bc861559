package io.github.cfexporter.http;

import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Tunables;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The configuration as {@code /config} and the page's script spell it. */
final class ConfigJson {

  /** Value and source by key, in the order of the documents. */
  static JsonObject all(Settings settings) {
    JsonObject json = new JsonObject();
    Tunables.ALL.forEach(setting -> json.put(setting.name(), entry(setting, settings)));
    return json;
  }

  static JsonObject one(Setting<?> setting, Settings settings) {
    return new JsonObject().put("key", setting.name()).mergeIn(entry(setting, settings));
  }

  /** What the keys mean and allow, as far as it never changes. */
  static JsonArray keys() {
    JsonArray keys = new JsonArray();
    for (Setting<?> setting : Tunables.ALL) {
      keys.add(new JsonObject()
          .put("key", setting.name())
          .put("variable", setting.variable())
          .put("form", setting.form())
          .put("choices", new JsonArray(setting.choices()))
          .put("allowed", setting.allowed())
          .put("help", setting.help()));
    }
    return keys;
  }

  private static JsonObject entry(Setting<?> setting, Settings settings) {
    return new JsonObject()
        .put("value", settings.json(setting))
        .put("source", settings.origin(setting).word());
  }

  private ConfigJson() {}
}
