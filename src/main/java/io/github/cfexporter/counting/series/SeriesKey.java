package io.github.cfexporter.counting.series;

import java.util.ArrayList;
import java.util.List;

/**
 * The label values of a series as one string: values joined by NUL, which no label value keeps (a
 * NUL in Cloudflare's text becomes U+FFFD). One string per series instead of a list of strings saves
 * more than half of the memory, and NUL keeps Latin-1 text in one byte per character.
 */
public final class SeriesKey {
  public static final char SEPARATOR = '\0';

  public static String of(List<String> values) {
    return KeyParts.of(values.stream().map(SeriesKey::part).toArray(String[]::new))
        .joined();
  }

  /**
   * A value without half surrogate pairs, which UTF-8 cannot write: keys that would look alike in
   * the output are the same key.
   */
  static String clean(String value) {
    StringBuilder cleaned = null;
    for (int i = 0; i < value.length(); i++) {
      if (!Character.isSurrogate(value.charAt(i))) {
        continue;
      }
      if (i + 1 < value.length()
          && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1))) {
        i++;
      } else {
        cleaned = cleaned == null ? new StringBuilder(value) : cleaned;
        cleaned.setCharAt(i, '\uFFFD');
      }
    }
    return cleaned == null ? value : cleaned.toString();
  }

  /** A value without the separator, of bounded length. */
  static String part(String value) {
    return LabelText.bounded(
        value.indexOf(SEPARATOR) < 0 ? value : value.replace(SEPARATOR, '\uFFFD'));
  }

  /**
   * Takes a key apart.
   *
   * @param labels how many values the key joins; a key of no labels is the empty string
   */
  public static List<String> values(String key, int labels) {
    List<String> values = new ArrayList<>(labels);
    int begin = 0;
    for (int i = 1; i < labels; i++) {
      int end = key.indexOf(SEPARATOR, begin);
      values.add(key.substring(begin, end));
      begin = end + 1;
    }
    if (labels > 0) {
      values.add(key.substring(begin));
    }
    return values;
  }

  private SeriesKey() {}
}
