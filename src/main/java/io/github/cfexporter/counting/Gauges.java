package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.SeriesKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The samples of one gauge family that one window of one zone gave.
 *
 * @param labels names of the values that a key of {@code values} joins, see {@link SeriesKey}
 * @param amount whether the values are numbers of things, so that a wider window has more of them
 */
public record Gauges(
    String family, List<String> labels, boolean amount, Map<String, Double> values) {
  public Gauges {
    labels = List.copyOf(labels);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Families without what is too much of each. A gauge has no sum that could be kept in other series, so
   * the rest is left out; what was shown before goes first.
   *
   * @param before families of the window before
   */
  public static List<Gauges> upTo(int mostSeries, List<Gauges> families, List<Gauges> before) {
    Map<String, Set<String>> shown = new HashMap<>();
    before.forEach(family -> shown.put(family.family(), family.values().keySet()));
    return families.stream()
        .map(family -> family.upTo(mostSeries, shown.getOrDefault(family.family(), Set.of())))
        .toList();
  }

  private Gauges upTo(int mostSeries, Set<String> before) {
    if (values.size() <= mostSeries) {
      return this;
    }
    Map<String, Double> kept = new LinkedHashMap<>();
    take(kept, mostSeries, before::contains);
    take(kept, mostSeries, key -> !before.contains(key));
    return new Gauges(family, labels, amount, kept);
  }

  /**
   * What a window of the usual width would have, on average, so that a wider one does not look like more
   * traffic.
   *
   * @param width of the window, in seconds
   */
  Gauges per(long usual, long width) {
    if (!amount || width == usual) {
      return this;
    }
    Map<String, Double> scaled = new LinkedHashMap<>();
    values.forEach((key, value) -> scaled.put(key, value * usual / width));
    return new Gauges(family, labels, true, scaled);
  }

  static List<Gauges> per(List<Gauges> families, long usual, long width) {
    return families.stream().map(family -> family.per(usual, width)).toList();
  }

  private void take(Map<String, Double> kept, int mostSeries, Predicate<String> which) {
    values.entrySet().stream()
        .filter(value -> which.test(value.getKey()))
        .limit(mostSeries - kept.size())
        .forEach(value -> kept.put(value.getKey(), value.getValue()));
  }
}
