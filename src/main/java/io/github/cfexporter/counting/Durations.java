package io.github.cfexporter.counting;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Go writes them, such as {@code 1m12.5s}; see https://pkg.go.dev/time#Duration.String. */
final class Durations {
  private static final Pattern PART = Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,18})?)([a-zµμ]+)");
  private static final Map<String, Double> SECONDS = Map.of(
      "ns", 1e-9, "us", 1e-6, "µs", 1e-6, "μs", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

  /** NaN where the text is no duration. */
  static double seconds(String text) {
    Matcher part = PART.matcher(text);
    double seconds = 0;
    int read = 0;
    while (part.find() && part.start() == read && SECONDS.containsKey(part.group(2))) {
      seconds += Double.parseDouble(part.group(1)) * SECONDS.get(part.group(2));
      read = part.end();
    }
    return read == 0 || read < text.length() ? Double.NaN : seconds;
  }

  private Durations() {}
}
