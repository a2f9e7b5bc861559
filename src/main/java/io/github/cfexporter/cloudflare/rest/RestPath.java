package io.github.cfexporter.cloudflare.rest;

import io.github.cfexporter.catalog.rest.RestResource;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts ids into the places of a path. */
final class RestPath {
  private static final Pattern PLACE = Pattern.compile("\\{([^}]+)}");

  static String of(String path, String account, String zone, Optional<Item> parent) {
    Matcher place = PLACE.matcher(path);
    return place.replaceAll(found -> Matcher.quoteReplacement(
        Rest.encode(value(found.group(), found.group(1), account, zone, parent))));
  }

  private static String value(
      String place, String field, String account, String zone, Optional<Item> parent) {
    if (place.equals(RestResource.ACCOUNT)) {
      return account;
    } else if (place.equals(RestResource.ZONE)) {
      return zone;
    }
    Function<Element, Object> reader = Element.reader(field);
    return parent.map(Element::of).map(reader).map(String::valueOf).orElse("");
  }

  private RestPath() {}
}
