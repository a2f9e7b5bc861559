package io.github.cfexporter.cloudflare.rest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fields of REST resources. Cloudflare leaves out, or sets to null, nearly any of them; a field that
 * is missing, null or of another type has the value that its reader names.
 */
public final class Fields {
  /** The field as text; empty when it is none. */
  public static String text(JsonObject object, String field) {
    return object.getValue(field) instanceof String text ? text : "";
  }

  public static double number(JsonObject object, String field, double otherwise) {
    return object.getValue(field) instanceof Number number ? number.doubleValue() : otherwise;
  }

  public static boolean truth(JsonObject object, String field, boolean otherwise) {
    return object.getValue(field) instanceof Boolean truth ? truth : otherwise;
  }

  /** The field as an object; empty when it is none. */
  public static JsonObject object(JsonObject object, String field) {
    return object.getValue(field) instanceof JsonObject nested ? nested : new JsonObject();
  }

  /** How many elements a list has. */
  static int size(JsonObject object, String field) {
    return object.getValue(field) instanceof JsonArray array ? array.size() : 0;
  }

  /** The objects of a list. */
  public static List<JsonObject> objects(JsonObject object, String field) {
    return elements(object, field, JsonObject.class).toList();
  }

  /** The texts of a list. */
  public static List<String> texts(JsonObject object, String field) {
    return elements(object, field, String.class).toList();
  }

  private static <T> Stream<T> elements(JsonObject object, String field, Class<T> type) {
    return object.getValue(field) instanceof JsonArray array
        ? array.stream().filter(type::isInstance).map(type::cast)
        : Stream.empty();
  }

  private Fields() {}
}
