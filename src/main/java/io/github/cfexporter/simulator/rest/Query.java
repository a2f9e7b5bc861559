package io.github.cfexporter.simulator.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The query of a URI, decoded. */
public record Query(Map<String, String> parameters) {

  static Query of(String uri) {
    Map<String, String> parameters = new HashMap<>();
    int mark = uri.indexOf('?');
    for (String pair : mark < 0 ? new String[0] : uri.substring(mark + 1).split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    }
    return new Query(parameters);
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  int number(String name, int fallback) {
    try {
      return text(name).map(Integer::valueOf).orElse(fallback);
    } catch (NumberFormatException e) {
      throw RestError.of(400, 6003, "Invalid request: " + name + " must be a number");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
