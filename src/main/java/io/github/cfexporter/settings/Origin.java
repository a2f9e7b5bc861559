package io.github.cfexporter.settings;

import java.util.Locale;

/** Where a value comes from, the strongest first. */
public enum Origin {
  /** Set at runtime, shared by the cluster. */
  OVERRIDE,
  /** An argument of the program. */
  COMMAND_LINE,
  ENVIRONMENT,
  FILE,
  DEFAULT;

  /** The word that {@code GET /config} answers as {@code source}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
