package io.github.cfexporter.exposition;

/** How names, label values, help and numbers are spelled. The rules hold in both formats. */
final class Text {
  static final char REPLACEMENT = '\uFFFD';

  /** Doubles beyond it no longer tell neighbouring whole numbers apart. */
  private static final double LARGEST_WHOLE = 1L << 53;

  /**
   * Backslash, quote and line feed are escaped. Half a surrogate pair, which UTF-8 lacks, and NUL,
   * at which Prometheus' lexer stops, are replaced.
   */
  static void appendLabelValue(StringBuilder out, String value) {
    appendEscaped(out, value, true);
  }

  /** A help text; text 0.0.4 takes quotes as they are, OpenMetrics wants them escaped. */
  static void appendHelp(StringBuilder out, String help, Format format) {
    appendEscaped(out, help, format == Format.OPENMETRICS);
  }

  /** The shortest digits that read back as the same number; whole numbers without a fraction. */
  static void appendNumber(StringBuilder out, double number) {
    if (Double.isNaN(number)) {
      out.append("NaN");
    } else if (Double.isInfinite(number)) {
      out.append(number > 0 ? "+Inf" : "-Inf");
    } else if (number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE) {
      out.append((long) number);
    } else {
      out.append(Double.toString(number).replace(".0E", "E"));
    }
  }

  /** Letters, digits and {@code _}, not a digit first; metric names may also hold {@code :}. */
  static void requireName(String name, boolean colonAllowed) {
    boolean valid = !name.isEmpty() && !isDigit(name.charAt(0));
    for (int i = 0; valid && i < name.length(); i++) {
      char c = name.charAt(i);
      valid = isDigit(c)
          || (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || c == '_'
          || (c == ':' && colonAllowed);
    }
    if (!valid) {
      throw new IllegalArgumentException("not a valid name: \"" + name + '"');
    }
  }

  private static void appendEscaped(StringBuilder out, String text, boolean quotes) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        out.append("\\\\");
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c == '"' && quotes) {
        out.append("\\\"");
      } else if (c == 0) {
        out.append(REPLACEMENT);
      } else if (!Character.isSurrogate(c)) {
        out.append(c);
      } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        out.append(c).append(text.charAt(++i));
      } else {
        out.append(REPLACEMENT);
      }
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private Text() {}
}
