package io.github.cfexporter.rig;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one {@code GET /metrics} served, in text format 0.0.4. Reading fails on a series that is there
 * twice.
 *
 * @param types by family
 * @param samples by family, then by labels
 */
record Scrape(Map<String, String> types, Map<String, Map<Map<String, String>, Double>> samples) {

  static Scrape of(String text) {
    Scrape scrape = new Scrape(new HashMap<>(), new LinkedHashMap<>());
    text.lines().forEach(scrape::line);
    return scrape;
  }

  /** Samples of a family by labels. */
  Map<Map<String, String>, Double> family(String name) {
    return samples.getOrDefault(name, Map.of());
  }

  /** Samples of a family that carry these labels, by what other labels they have. */
  Map<Map<String, String>, Double> family(String name, Map<String, String> having) {
    return family(name).entrySet().stream()
        .filter(sample -> sample.getKey().entrySet().containsAll(having.entrySet()))
        .collect(Collectors.toMap(
            sample -> without(sample.getKey(), having.keySet()), Map.Entry::getValue));
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
    int brace = line.indexOf('{');
    int space = line.indexOf(' ');
    boolean labelled = brace >= 0 && brace < space;
    String name = line.substring(0, labelled ? brace : space);
    Map<String, String> labels = new TreeMap<>();
    int end = labelled ? labels(line, brace + 1, labels) : space;
    double value = Double.parseDouble(line.substring(end).strip());
    Double before = samples.computeIfAbsent(name, n -> new HashMap<>()).put(labels, value);
    if (before != null) {
      throw new AssertionError("served twice: " + name + labels);
    }
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
