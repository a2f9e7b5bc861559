package io.github.cfexporter.report.findings;

import java.util.List;

/**
 * One thing that was looked at, as a sentence for people.
 *
 * @param subject what was looked at, such as {@code token 1f3a9c} or a permission
 * @param costs names of the metric families that are not collected because of it; empty if none
 */
public record Finding(Level level, String subject, String sentence, List<String> costs) {

  /** How it stands. Only {@link #MISSING} and {@link #BROKEN} ask a person to act. */
  public enum Level {
    /** As it should be. */
    OK("ok"),
    /** Worth knowing, and nothing to mend. */
    NOTE("note"),
    /** Works, but gives less than it could: a permission, an account or a zone is missing. */
    MISSING("missing"),
    /** Does not work at all. */
    BROKEN("broken");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    /** In lower case, as it is printed. */
    public String word() {
      return word;
    }
  }

  public Finding {
    costs = List.copyOf(costs);
  }

  public static Finding ok(String subject, String sentence) {
    return new Finding(Level.OK, subject, sentence, List.of());
  }

  public static Finding note(String subject, String sentence) {
    return new Finding(Level.NOTE, subject, sentence, List.of());
  }

  public static Finding missing(String subject, String sentence, List<String> costs) {
    return new Finding(Level.MISSING, subject, sentence, costs);
  }

  public static Finding broken(String subject, String sentence) {
    return new Finding(Level.BROKEN, subject, sentence, List.of());
  }

  /** Whether a person has something to do about it. */
  public boolean isProblem() {
    return level == Level.MISSING || level == Level.BROKEN;
  }
}
