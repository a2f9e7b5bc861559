package io.github.cfexporter.catalog;

/**
 * Whether a row takes part in a value.
 *
 * @param path the leaf that is compared
 * @param operand a {@link Long}, compared as a number, or a {@link String}, compared as text
 */
public record Condition(String path, Operator operator, Object operand) {
  /** Comparisons that a catalog file may write. */
  public enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    AT_LEAST(">="),
    BELOW("<");

    /** As a catalog file writes it. */
    public final String sign;

    Operator(String sign) {
      this.sign = sign;
    }
  }
}
