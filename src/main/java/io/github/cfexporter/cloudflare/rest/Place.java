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
import java.util.function.Function;

/**
 * From where paths are followed: an element of an item.
 *
 * @param keys that were kept on the way to the element, by their names
 */
record Place(Object element, Item item, Map<String, String> keys) {
  static Place of(Item item) {
    return new Place(item.json(), item, Map.of());
  }

  /** The places of all elements of an item. */
  static List<Place> of(Item item, ElementPath path) {
    List<Place> places = List.of(of(item));
    for (String step : path.steps()) {
      List<Place> next = new ArrayList<>();
      places.forEach(place -> place.step(step, next));
      places = next;
    }
    List<Place> elements = new ArrayList<>();
    for (Place place : places) {
      if (place.element instanceof JsonArray list) {
        list.forEach(element -> elements.add(place.at(element)));
      } else {
        elements.add(place);
      }
    }
    return elements;
  }

  private void step(String step, List<Place> next) {
    if (element instanceof JsonObject object) {
      if (ElementPath.keepsKeys(step)) {
        object.forEach(entry -> {
          Map<String, String> more = new HashMap<>(keys);
          more.put(ElementPath.nameOf(step), entry.getKey());
          next.add(new Place(object.getValue(entry.getKey()), item, more));
        });
      } else if (step.equals(ElementPath.EVERY)) {
        object.fieldNames().forEach(name -> next.add(at(object.getValue(name))));
      } else if (object.getValue(step) != null) {
        next.add(at(object.getValue(step)));
      }
    } else if (element instanceof JsonArray list && step.equals(ElementPath.EVERY)) {
      list.forEach(one -> next.add(at(one)));
    }
  }

  private Place at(Object other) {
    return new Place(other, item, keys);
  }

  /** Follows a path from any place; what it finds is null where there is nothing. */
  static Function<Place, Object> reader(String path) {
    var lookup = Lookup.of(path);
    if (lookup.isPresent()) {
      return looking(lookup.get());
    } else if (path.startsWith(RestMetric.ITEM)) {
      String rest = path.substring(RestMetric.ITEM.length());
      return place -> field(place.item.json(), rest);
    } else if (path.startsWith(RestMetric.PARENT)) {
      Function<Place, Object> rest = reader(path.substring(RestMetric.PARENT.length()));
      return place -> place.item.parent().map(parent -> rest.apply(of(parent))).orElse(null);
    } else if (path.startsWith(RestMetric.KEY)) {
      String name = path.substring(RestMetric.KEY.length());
      return place -> place.keys.get(name);
    }
    return place -> field(place.element, path);
  }

  private static Function<Place, Object> looking(Lookup lookup) {
    Function<Place, Object> list = reader(lookup.in());
    Function<Place, Object> is = reader(lookup.is());
    return place -> {
      Object wanted = is.apply(place);
      if (wanted == null || !(list.apply(place) instanceof JsonArray elements)) {
        return null;
      }
      return elements.stream()
          .filter(element -> wanted.equals(field(element, lookup.where())))
          .findFirst()
          .map(element -> field(element, lookup.field()))
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
