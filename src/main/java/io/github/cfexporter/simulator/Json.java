package io.github.cfexporter.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between JSON as Vert.x holds it and plain collections. */
public final class Json {

  public static Map<String, Object> plain(Map<String, Object> values) {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((key, value) -> plain.put(key, plainValue(value)));
    return plain;
  }

  @SuppressWarnings("unchecked") // the maps and lists of a parsed JsonObject have no other types
  private static Object plainValue(Object value) {
    if (value instanceof JsonObject object) {
      return plain(object.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      return plain((Map<String, Object>) map);
    }
    if (value instanceof JsonArray array) {
      return plainValue(array.getList());
    }
    return value instanceof List<?> list ? list.stream().map(Json::plainValue).toList() : value;
  }

  private Json() {}
}
