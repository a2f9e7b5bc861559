package io.github.cfexporter.system;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A scrape, taken apart just enough for assertions. */
record Exposed(String text, Map<String, Double> samples, Map<String, String> types) {
  private static final Pattern SAMPLE =
      Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{.*})?) (\\S+)$");
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) (\\S+)$");

  /** Throws when a series stands there twice. */
  static Exposed of(String text) {
    Map<String, Double> samples = new HashMap<>();
    Matcher sample = SAMPLE.matcher(text);
    while (sample.find()) {
      if (samples.put(sample.group(1), number(sample.group(2))) != null) {
        throw new IllegalStateException("series twice: " + sample.group(1));
      }
    }
    Map<String, String> types = new HashMap<>();
    Matcher type = TYPE.matcher(text);
    while (type.find()) {
      types.put(type.group(1), type.group(2));
    }
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
