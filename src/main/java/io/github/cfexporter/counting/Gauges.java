package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.SeriesKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The samples of one gauge family that one window of one zone gave.
 *
 * @param labels names of the values that a key of {@code values} joins, see {@link SeriesKey}
 */
public record Gauges(String family, List<String> labels, Map<String, Double> values) {
  public Gauges {
    labels = List.copyOf(labels);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * The same without what is too much. A gauge has no sum that could be kept in other series, so the
   * rest is left out; what was shown before goes first.
   *
   * @param before keys of the window before
   */
  public Gauges upTo(int mostSeries, Set<String> before) {
    if (values.size() <= mostSeries) {
      return this;
    }
    Map<String, Double> kept = new LinkedHashMap<>();
    take(kept, mostSeries, before::contains);
    take(kept, mostSeries, key -> !before.contains(key));
    return new Gauges(family, labels, kept);
  }

  private void take(Map<String, Double> kept, int mostSeries, Predicate<String> which) {
    values.entrySet().stream()
        .filter(value -> which.test(value.getKey()))
        .limit(mostSeries - kept.size())
        .forEach(value -> kept.put(value.getKey(), value.getValue()));
  }
}
