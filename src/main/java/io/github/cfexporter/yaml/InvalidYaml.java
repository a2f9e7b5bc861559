package io.github.cfexporter.yaml;

import java.util.OptionalInt;

/** A text that is not YAML; the message says why, without the place. */
public final class InvalidYaml extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  InvalidYaml(String problem, int line, Throwable cause) {
    super(problem, cause);
    this.line = line;
  }

  /** Counted from 1; none of a character that YAML never has. */
  public OptionalInt line() {
    return line == 0 ? OptionalInt.empty() : OptionalInt.of(line);
  }
}
