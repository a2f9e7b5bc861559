package io.github.cfexporter.report;

import java.util.List;

/**
 * How an account's zones were sorted.
 *
 * @param problem why its zones could not be listed; empty if they could
 * @param gaps permissions that are missing, a sentence each
 */
public record AccountState(
    String id,
    String label,
    String name,
    int zones,
    int filtered,
    int free,
    String problem,
    List<String> gaps) {
  public AccountState {
    gaps = List.copyOf(gaps);
  }

  public AccountState(
      String id, String label, String name, int zones, int filtered, int free, String problem) {
    this(id, label, name, zones, filtered, free, problem, List.of());
  }
}
