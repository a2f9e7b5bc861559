package io.github.cfexporter.settings;

import io.github.cfexporter.settings.values.Secret;

/**
 * One thing an operator has to put right.
 *
 * @param name key or environment variable
 * @param problem what is wrong and what is allowed; never holds a secret
 */
public record Mistake(String name, String problem) {
  private static final int LONGEST_VALUE_SHOWN = 120;

  /** A value that its rule refuses. */
  static Mistake refused(Setting<?> setting, Origin origin, String text, String allowed) {
    String value = setting.isSecret() ? "its value (not shown)" : quoted(text);
    return new Mistake(
        setting.name(), place(setting, origin) + value + " is refused, allowed is " + allowed);
  }

  /** A text in quotes: cut short, without control characters and credentials of a URL. */
  public static String quoted(String text) {
    String shown = text.replaceAll("//[^/@\\s]*@", "//" + Secret.MASK + "@")
        .replaceAll("\\p{Cntrl}", "\uFFFD");
    return shown.length() <= LONGEST_VALUE_SHOWN
        ? '"' + shown + '"'
        : '"' + shown.substring(0, LONGEST_VALUE_SHOWN) + "…\"";
  }

  private static String place(Setting<?> setting, Origin origin) {
    return switch (origin) {
      case OVERRIDE -> "runtime value ";
      case COMMAND_LINE -> "argument ";
      case ENVIRONMENT ->
        setting.changesAtRuntime() ? "environment variable " + setting.variable() + " " : "";
      case FILE -> "configuration file ";
      case DEFAULT -> "default ";
    };
  }

  @Override
  public String toString() {
    return name + ": " + problem;
  }
}
