package io.github.cfexporter.simulator.traffic;

/** Which engine gave a bot score. */
final class BotSources {
  static String of(long score) {
    if (score == 0) {
      return "Not Computed";
    }
    return score == 1 ? "Heuristics" : "Machine Learning";
  }

  private BotSources() {}
}
