package io.github.cfexporter.catalog;

import java.util.List;

/**
 * What a scrape says about one metric family before its samples.
 *
 * @param labels names in the order they are written; {@code zone} and {@code account} included
 */
public record Family(String name, MetricType type, String help, List<String> labels) {
  public Family {
    labels = List.copyOf(labels);
  }

  /** The same family, with a help that also names where it comes from otherwise. */
  Family orElseFrom(List<String> datasets) {
    return datasets.isEmpty()
        ? this
        : new Family(
            name, type, help + " Else " + String.join(", ", datasets) + ", sampled.", labels);
  }
}
