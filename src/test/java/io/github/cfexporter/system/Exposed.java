package io.github.cfexporter.system;

import java.util.HashMap;
import java.util.Map;

/** A scrape, taken apart just enough for assertions. */
record Exposed(String text, Map<String, Double> samples, Map<String, String> types) {
  private static final String TYPE = "# TYPE ";

  /** Throws when a series stands there twice. */
  static Exposed of(String text) {
    Map<String, Double> samples = new HashMap<>();
    Map<String, String> types = new HashMap<>();
    text.lines().filter(line -> !line.isEmpty()).forEach(line -> {
      int last = line.lastIndexOf(' '); // no line has a time
      if (line.startsWith(TYPE)) {
        types.put(line.substring(TYPE.length(), last), line.substring(last + 1));
      } else if (line.charAt(0) != '#'
          && samples.put(line.substring(0, last), number(line.substring(last + 1))) != null) {
        throw new IllegalStateException("series twice: " + line.substring(0, last));
      }
    });
    return new Exposed(text, samples, types);
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
