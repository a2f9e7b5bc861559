package io.github.cfexporter.settings;

import java.util.Locale;
import java.util.stream.Collectors;

/** The documents that follow from the declarations: the table of settings.md and the example file. */
public final class SettingsTable {
  public static final String BEGIN = "<!-- settings:begin -->";
  public static final String END = "<!-- settings:end -->";

  private static final String HEAD = """
      | key (file, REST) | environment variable | default | allowed | meaning |
      |---|---|---|---|---|
      """;

  private static final String PREAMBLE = """
      # Configuration of the exporter. Every key is shown with its default: remove the # in front
      # of a key to change it. The file is watched, so a change acts without a restart.
      #
      # A value set at runtime is stronger than an environment variable, and that is stronger
      # than this file. A list may also be written as a YAML sequence. A key without a value
      # counts as not set. What only the environment can set is in settings.md.
      """;

  /** The table in Markdown, one row a setting. */
  public static String markdown() {
    return Settings.ALL.stream().map(SettingsTable::row).collect(Collectors.joining("", HEAD, ""));
  }

  /** The file in which every key is commented out. */
  public static String yaml() {
    return Tunables.ALL.stream()
        .map(SettingsTable::entry)
        .collect(Collectors.joining("", PREAMBLE, ""));
  }

  /** The document with its part between the two markers replaced by the table. */
  public static String within(String document) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException("need " + BEGIN + " and then " + END);
    }
    return document.substring(0, begin + BEGIN.length())
        + "\n"
        + markdown()
        + document.substring(end);
  }

  private static String row(Setting<?> setting) {
    return String.format(
        Locale.ROOT,
        "| %s | `%s` | %s | %s | %s |\n",
        setting.key().map(key -> "`" + key + "`").orElse("–"),
        setting.variable(),
        setting.fallback().isEmpty() ? "–" : "`" + setting.fallback() + "`",
        setting.allowed().replace("|", "\\|"),
        setting.help().replace("|", "\\|"));
  }

  private static String entry(Setting<?> setting) {
    String nothing = setting.isList() ? "[]" : setting.isMapping() ? "{}" : "";
    String value = setting.fallback().isEmpty() ? nothing : setting.fallback();
    return "\n# %s\n# Environment variable %s. Allowed: %s.\n#%s: %s\n"
        .formatted(setting.help(), setting.variable(), setting.allowed(), setting.name(), value);
  }

  private SettingsTable() {}
}
