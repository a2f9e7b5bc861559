package io.github.cfexporter.report.history;

import java.util.Locale;

/**
 * Something that is not as it should be.
 *
 * @param key tells causes apart for as long as they last, while numbers in the sentence change
 * @param sentence for people, without a secret
 */
public record Cause(Level level, String key, String sentence) {

  /** How bad it is; the verdict is the worst of all. */
  public enum Level {
    /** Some data is missing or late, or soon will be. */
    DEGRADED,
    /** No data comes, or half of it and more does not. */
    BROKEN;

    /** In lower case, as JSON has it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A cause whose sentence says all, but for its numbers. */
  static Cause of(Level level, String sort, String sentence) {
    return new Cause(level, sort + ": " + sentence.replaceAll("[0-9]+", "#"), sentence);
  }

  /** The same, and as bad as that. */
  Cause at(Level worse) {
    return new Cause(worse, key, sentence);
  }
}
