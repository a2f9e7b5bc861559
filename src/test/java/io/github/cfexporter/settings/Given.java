package io.github.cfexporter.settings;

import java.util.Map;

/** Sources in which everything but one is empty. */
final class Given {
  static Sources nothing() {
    return new Sources(Map.of(), Map.of(), Map.of(), file -> "");
  }

  static Sources environment(String variable, String text) {
    return environment(Map.of(variable, text));
  }

  static Sources environment(Map<String, String> variables) {
    return new Sources(Map.of(), variables, Map.of(), file -> "");
  }

  static Sources file(String key, String text) {
    return nothing().withFile(Map.of(key, text));
  }

  static Sources override(String key, String text) {
    return nothing().withOverrides(Map.of(key, text));
  }

  private Given() {}
}
