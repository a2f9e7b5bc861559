package io.github.cfexporter.counting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
}
