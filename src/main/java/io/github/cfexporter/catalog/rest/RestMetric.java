package io.github.cfexporter.catalog.rest;

import io.github.cfexporter.catalog.Condition;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.Metric;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples of one family that are read from the items of a resource.
 *
 * @param metric name, help, labels and value; its paths begin at an element, or say otherwise by one
 *     of the prefixes below
 * @param each from an item to its elements
 * @param when conditions that an element must meet
 * @param defaults what a field has, by its path, where the API leaves it out: a {@link Long} or a
 *     {@link String}
 */
public record RestMetric(
    Metric metric, ElementPath each, List<Condition> when, Map<String, Object> defaults) {
  /** Begins a path that is read from the item although there is an {@code each}. */
  public static final String ITEM = "item.";

  /** Begins a path that is read from the item of the parent. */
  public static final String PARENT = "parent.";

  /** Begins the name of a key that {@code each} keeps. */
  public static final String KEY = "key.";

  public RestMetric {
    when = List.copyOf(when);
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
  }

  /** Every path that is read for a sample. */
  public Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    metric.labels().stream().map(Label::paths).forEach(paths::addAll);
    paths.addAll(metric.value().paths());
    when.forEach(condition -> paths.add(condition.path()));
    return paths;
  }
}
