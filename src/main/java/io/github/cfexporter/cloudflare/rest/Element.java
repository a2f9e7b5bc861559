package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.rest.ElementPath;
import io.github.cfexporter.catalog.rest.Lookup;
import io.github.cfexporter.catalog.rest.RestMetric;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a sample is read of, and where paths begin: an item, or an element within it.
 *
 * @param json the element: an object, a list, a text, a number, a boolean, or null
 * @param keys that were kept on the way to the element, by their names
 */
record Element(Object json, Item item, Map<String, String> keys) {
  static Element of(Item item) {
    return new Element(item.json(), item, Map.of());
  }

  /** The elements to which a path leads, those of a list at its end one by one. */
  static List<Element> of(Item item, ElementPath path) {
    List<Element> reached = List.of(of(item));
    for (String step : path.steps()) {
      List<Element> next = new ArrayList<>();
      reached.forEach(element -> element.step(step, next));
      reached = next;
    }
    List<Element> all = new ArrayList<>();
    for (Element element : reached) {
      if (element.json instanceof JsonArray list) {
        list.forEach(one -> all.add(element.at(one)));
      } else {
        all.add(element);
      }
    }
    return all;
  }

  private void step(String step, List<Element> next) {
    if (json instanceof JsonObject object) {
      if (ElementPath.keepsKeys(step)) {
        object.forEach(entry -> {
          Map<String, String> more = new HashMap<>(keys);
          more.put(ElementPath.nameOf(step), entry.getKey());
          next.add(new Element(object.getValue(entry.getKey()), item, more));
        });
      } else if (step.equals(ElementPath.EVERY)) {
        object.fieldNames().forEach(name -> next.add(at(object.getValue(name))));
      } else if (object.getValue(step) != null) {
        next.add(at(object.getValue(step)));
      }
    } else if (json instanceof JsonArray list && step.equals(ElementPath.EVERY)) {
      list.forEach(one -> next.add(at(one)));
    }
  }

  private Element at(Object other) {
    return new Element(other, item, keys);
  }

  /** Follows a path from any element; what it finds is null where there is nothing. */
  static Function<Element, Object> reader(String path) {
    Optional<Lookup> lookup = Lookup.of(path);
    if (lookup.isPresent()) {
      return looking(lookup.get());
    } else if (path.startsWith(RestMetric.ITEM)) {
      String rest = path.substring(RestMetric.ITEM.length());
      return element -> field(element.item.json(), rest);
    } else if (path.startsWith(RestMetric.PARENT)) {
      Function<Element, Object> rest = reader(path.substring(RestMetric.PARENT.length()));
      return element ->
          element.item.parent().map(parent -> rest.apply(of(parent))).orElse(null);
    } else if (path.startsWith(RestMetric.KEY)) {
      String name = path.substring(RestMetric.KEY.length());
      return element -> element.keys.get(name);
    }
    return element -> field(element.json, path);
  }

  private static Function<Element, Object> looking(Lookup lookup) {
    Function<Element, Object> list = reader(lookup.in());
    Function<Element, Object> is = reader(lookup.is());
    return element -> {
      Object wanted = is.apply(element);
      if (wanted == null || !(list.apply(element) instanceof JsonArray found)) {
        return null;
      }
      return found.stream()
          .filter(one -> wanted.equals(field(one, lookup.where())))
          .findFirst()
          .map(one -> field(one, lookup.field()))
          .orElse(null);
    };
  }

  private static Object field(Object from, String path) {
    Object at = from;
    for (String name : path.split("\\.")) {
      at = at instanceof JsonObject object ? object.getValue(name) : null;
    }
    return at;
  }
}
