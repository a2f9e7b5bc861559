package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Sorts zones into batches of at most ten, which are asked together. A zone stays in its batch as
 * long as it lives, because its series are rendered there; new zones fill the gaps.
 */
final class Batches {
  private final List<Set<String>> parts = new ArrayList<>();

  /** Takes over which zones there are; batches may become empty but never change their number. */
  void assign(Collection<String> zones) {
    Set<String> unplaced = new TreeSet<>(zones);
    for (Set<String> part : parts) {
      part.retainAll(zones);
      unplaced.removeAll(part);
    }
    int part = 0;
    for (String zone : unplaced) {
      while (part < parts.size() && parts.get(part).size() == Document.MAX_ZONES) {
        part++;
      }
      if (part == parts.size()) {
        parts.add(new LinkedHashSet<>());
      }
      parts.get(part).add(zone);
    }
  }

  /** Zones by the number of their batch, empty batches included. */
  List<Set<String>> parts() {
    return parts;
  }
}
