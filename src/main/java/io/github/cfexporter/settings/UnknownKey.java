package io.github.cfexporter.settings;

import java.util.Locale;
import java.util.stream.Collectors;

/** What to say about a key that no setting has. */
final class UnknownKey {
  static Mistake mistake(String key) {
    String meant = plain(key);
    for (Setting<?> setting : Settings.ALL) {
      if (plain(setting.name()).equals(meant) || plain(setting.variable()).equals(meant)) {
        return new Mistake(
            key,
            setting.changesAtRuntime()
                ? "is not a key, but " + setting.name() + " is"
                : "is not a key; only the environment variable " + setting.variable() + " sets it");
      }
    }
    return new Mistake(
        key,
        Tunables.ALL.stream()
            .map(Setting::name)
            .collect(Collectors.joining(", ", "is not a key; keys are ", "")));
  }

  static String plain(String name) {
    return name.replaceAll("[^0-9A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  private UnknownKey() {}
}
