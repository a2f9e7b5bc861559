package io.github.cfexporter.naming;

import io.github.cfexporter.exposition.FragmentWriter;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of a fragment, read again.
 *
 * @param labels by name, in their order, unescaped
 * @param number as it was written
 */
record SampleLine(Map<String, String> labels, String number) {
  public SampleLine {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /**
   * Reads a line that a fragment holds: a name, labels in braces if there are any, a number.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SampleLine parse(String line) {
    int number = line.lastIndexOf(' ') + 1;
    int brace = line.indexOf('{');
    Map<String, String> labels = new LinkedHashMap<>();
    if (brace >= 0 && brace < number) {
      int end = number - 2; // where the closing brace stands
      int at = brace + 1;
      while (at < end) {
        int equals = line.indexOf('=', at);
        StringBuilder value = new StringBuilder();
        int quote = unescape(line, equals + 2, end, value);
        labels.put(line.substring(at, equals), value.toString());
        at = quote + 2; // behind the comma
      }
    }
    return new SampleLine(labels, line.substring(number));
  }

  /** Writes it into a family. */
  void writeTo(FragmentWriter writer) {
    writer.sample(List.copyOf(labels.keySet()), List.copyOf(labels.values()), number);
  }

  /** Whether a number has a value that can be computed with. */
  static boolean isFinite(String number) {
    char last = number.charAt(number.length() - 1);
    return last >= '0' && last <= '9';
  }

  /** The digits of a number, without zeros behind its point. */
  static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** Reads up to the closing quote and answers where it stands. */
  private static int unescape(String line, int from, int end, StringBuilder value) {
    int at = from;
    while (at < end && line.charAt(at) != '"') {
      char c = line.charAt(at);
      if (c == '\\') {
        at++;
        c = line.charAt(at) == 'n' ? '\n' : line.charAt(at);
      }
      value.append(c);
      at++;
    }
    if (at >= end) {
      throw new IllegalArgumentException("a label has no end: " + line);
    }
    return at;
  }
}
