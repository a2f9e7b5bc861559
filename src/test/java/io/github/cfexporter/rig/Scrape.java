package io.github.cfexporter.rig;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * What one {@code GET /metrics} served, in text format 0.0.4. Reading fails on a series that is there
 * twice.
 *
 * @param types by family
 * @param samples by family, then by labels
 * @param byZone the same by family and zone, as far as it was looked for
 */
record Scrape(
    Map<String, String> types,
    Map<String, Map<Map<String, String>, Double>> samples,
    Map<String, Map<String, Map<Map<String, String>, Double>>> byZone) {
  private static final int MOST_KNOWN = 50_000;

  /** Series are served again and again, and read once. */
  private static final Map<String, Series> KNOWN = new ConcurrentHashMap<>();

  private record Series(String name, Map<String, String> labels) {}

  static Scrape of(String text) {
    Scrape scrape = new Scrape(new HashMap<>(), new LinkedHashMap<>(), new HashMap<>());
    text.lines().forEach(scrape::line);
    return scrape;
  }

  /** Samples of a family by labels. */
  Map<Map<String, String>, Double> family(String name) {
    return samples.getOrDefault(name, Map.of());
  }

  /** Samples of a family that carry these labels, by what other labels they have. */
  Map<Map<String, String>, Double> family(String name, Map<String, String> having) {
    String zone = having.get("zone");
    return (zone == null ? family(name) : ofZone(name, zone))
        .entrySet().stream()
            .filter(sample -> sample.getKey().entrySet().containsAll(having.entrySet()))
            .collect(Collectors.toMap(
                sample -> without(sample.getKey(), having.keySet()), Map.Entry::getValue));
  }

  private Map<Map<String, String>, Double> ofZone(String name, String zone) {
    return byZone
        .computeIfAbsent(name, family -> {
          Map<String, Map<Map<String, String>, Double>> zones = new HashMap<>();
          family(family)
              .forEach((labels, value) -> zones
                  .computeIfAbsent(labels.getOrDefault("zone", ""), z -> new HashMap<>())
                  .put(labels, value));
          return zones;
        })
        .getOrDefault(zone, Map.of());
  }

  double sum(String name) {
    return family(name).values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** The sum of the samples that carry these labels. */
  double sum(String name, Map<String, String> having) {
    return family(name, having).values().stream()
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  Set<String> counters() {
    Set<String> counters = new HashSet<>(samples.keySet());
    counters.removeIf(family -> !"counter".equals(types.get(family)));
    return counters;
  }

  private void line(String line) {
    if (line.startsWith("# TYPE ")) {
      String[] words = line.split(" ");
      types.put(words[2], words[3]);
    } else if (!line.startsWith("#") && !line.isEmpty()) {
      sample(line);
    }
  }

  private void sample(String line) {
    int end = line.lastIndexOf(' '); // no line has a time
    if (KNOWN.size() > MOST_KNOWN) {
      KNOWN.clear();
    }
    Series series = KNOWN.computeIfAbsent(line.substring(0, end), Scrape::series);
    double value = Double.parseDouble(line.substring(end + 1));
    Double before =
        samples.computeIfAbsent(series.name(), n -> new HashMap<>()).put(series.labels(), value);
    if (before != null) {
      throw new AssertionError("served twice: " + series);
    }
  }

  private static Series series(String text) {
    int brace = text.indexOf('{');
    if (brace < 0) {
      return new Series(text, Map.of());
    }
    Map<String, String> labels = new TreeMap<>();
    int end = labels(text, brace + 1, labels);
    if (end != text.length()) {
      throw new AssertionError("no series: " + text);
    }
    return new Series(text.substring(0, brace), new Labels(labels));
  }

  /** Reads labels up to the closing brace; answers the position after it. */
  private static int labels(String line, int begin, Map<String, String> labels) {
    int at = begin;
    while (line.charAt(at) != '}') {
      int equals = line.indexOf('=', at);
      StringBuilder value = new StringBuilder();
      int end = equals + 2;
      for (; line.charAt(end) != '"'; end++) {
        value.append(line.charAt(end) == '\\' ? escaped(line.charAt(++end)) : line.charAt(end));
      }
      labels.put(line.substring(at, equals), value.toString());
      at = line.charAt(end + 1) == ',' ? end + 2 : end + 1;
    }
    return at + 1;
  }

  private static char escaped(char letter) {
    return letter == 'n' ? '\n' : letter;
  }

  private static Map<String, String> without(Map<String, String> labels, Set<String> names) {
    Map<String, String> rest = new TreeMap<>(labels);
    rest.keySet().removeAll(names);
    return rest;
  }
}
