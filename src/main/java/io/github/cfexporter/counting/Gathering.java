package io.github.cfexporter.counting;

import io.github.cfexporter.counting.series.Row;
import java.util.function.BiConsumer;

/** Merges the rows of one window, label set by label set, by the law of one kind of value. */
interface Gathering {
  void row(String key, Row row);

  /** Hands out one number for every label set that has one; counters are whole numbers. */
  void results(BiConsumer<String, Double> consumer);
}
