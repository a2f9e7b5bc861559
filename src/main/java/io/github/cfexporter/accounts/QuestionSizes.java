package io.github.cfexporter.accounts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * About how many zones one question is: all that there are, but half as many as before about one whose
 * last question failed, so that one of them does not keep its answer from the others.
 */
final class QuestionSizes {
  private final Map<String, Integer> largest = new ConcurrentHashMap<>();

  /** The zones in groups, of which each is asked about together. */
  List<List<String>> groups(List<String> zones) {
    Map<Integer, List<String>> bySize = new TreeMap<>();
    zones.forEach(zone -> bySize
        .computeIfAbsent(largest.getOrDefault(zone, Integer.MAX_VALUE), s -> new ArrayList<>())
        .add(zone));
    List<List<String>> groups = new ArrayList<>();
    bySize.forEach((size, some) -> {
      int step = Math.min(size, some.size());
      for (int from = 0; from < some.size(); from += step) {
        groups.add(List.copyOf(some.subList(from, Math.min(some.size(), from + step))));
      }
    });
    return groups;
  }

  void answered(String zone) {
    largest.remove(zone);
  }

  /** @param size zones of the question that failed */
  void failed(String zone, int size) {
    largest.put(zone, Math.max(1, size / 2));
  }

  /** Forgets all zones but these. */
  void retain(Collection<String> zones) {
    largest.keySet().retainAll(zones);
  }
}
