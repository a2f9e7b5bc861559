package io.github.cfexporter.settings.values;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What an operator wants of query kinds, by their names; those that are missing are as their files say. */
public record KindChoices(Map<String, KindChoice> byKind) {
  public KindChoices {
    byKind = Collections.unmodifiableMap(new LinkedHashMap<>(byKind));
  }

  /**
   * Reads what {@link #text} writes: YAML without its outer braces, in one line.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static KindChoices parse(String text) {
    return new KindChoicesReader(text).read();
  }

  public KindChoice of(String kind) {
    return byKind.getOrDefault(kind, KindChoice.NONE);
  }

  /** Such as {@code dns-metrics: off, worker-sums: {interval: 300}}. */
  public String text() {
    return byKind.entrySet().stream()
        .map(choice -> choice.getKey() + ": " + choice.getValue().text())
        .collect(Collectors.joining(", "));
  }

  static String list(List<String> values) {
    return values.stream()
        .map(KindChoicesReader::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
