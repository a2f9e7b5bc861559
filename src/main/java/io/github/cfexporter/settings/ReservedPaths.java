package io.github.cfexporter.settings;

import java.util.List;

/** The paths that the HTTP server keeps for itself: the metrics cannot be served there or below. */
public final class ReservedPaths {
  private static final List<String> ALL =
      List.of("/-", "/health", "/config", "/assets", "/page", "/status.json", "/zones.json");

  /** Whether the path is one of them or below one. */
  public static boolean cover(String path) {
    return ALL.stream().anyMatch(taken -> path.equals(taken) || path.startsWith(taken + "/"));
  }

  /** For messages: {@code /health, /config or /-}. */
  static String inWords() {
    return String.join(", ", ALL.subList(0, ALL.size() - 1)) + " or " + ALL.get(ALL.size() - 1);
  }

  private ReservedPaths() {}
}
