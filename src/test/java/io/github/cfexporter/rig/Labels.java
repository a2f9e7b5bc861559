package io.github.cfexporter.rig;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Labels of a series that never change, so that they are hashed once. */
final class Labels extends AbstractMap<String, String> {
  private final Map<String, String> labels;
  private final int hash;

  Labels(Map<String, String> labels) {
    this.labels = Collections.unmodifiableMap(labels);
    this.hash = labels.hashCode();
  }

  @Override
  public String get(Object name) {
    return labels.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return labels.containsKey(name);
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return labels.entrySet();
  }

  @Override
  public boolean equals(Object other) {
    return this == other || labels.equals(other);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
