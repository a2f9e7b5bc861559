package io.github.cfexporter.counting.series;

/**
 * The label values of a row, looked at as the key that they would be if they were joined: its hash
 * follows from their hashes, which every string remembers, so a known key is found without joining
 * anything. Reused from row to row.
 */
final class KeyParts {
  private final String[] values;
  private int next;

  KeyParts(int labels) {
    values = new String[labels];
  }

  static KeyParts of(String... values) {
    KeyParts parts = new KeyParts(values.length);
    System.arraycopy(values, 0, parts.values, 0, values.length);
    return parts;
  }

  void set(int position, String value) {
    values[position] = value;
  }

  /** Where the key behind the one that was found last stands: likely the next one. */
  int next() {
    return next;
  }

  void foundAt(int position) {
    next = position + 1;
  }

  /** As {@link String#hashCode} of the joined key: a polynomial in 31. */
  int hash() {
    int hash = 0;
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        hash = 31 * hash + SeriesKey.SEPARATOR;
      }
      hash = hash * power(values[i].length()) + values[i].hashCode();
    }
    return hash;
  }

  /** Whether they, joined, are this key, which is one of as many values. */
  boolean spell(String key) {
    int at = 0;
    for (int i = 0; i < values.length; i++) {
      if (i > 0 && (at == key.length() || key.charAt(at++) != SeriesKey.SEPARATOR)) {
        return false;
      }
      if (!key.startsWith(values[i], at)) {
        return false;
      }
      at += values[i].length();
    }
    return at == key.length();
  }

  /** Replaces what no key holds; answers whether there was any of it. */
  boolean clean() {
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      String cleaned = SeriesKey.clean(SeriesKey.part(values[i]));
      changed |= !cleaned.equals(values[i]);
      values[i] = cleaned;
    }
    return changed;
  }

  String joined() {
    return String.join(String.valueOf(SeriesKey.SEPARATOR), values);
  }

  /** 31 to the power, by squaring. */
  private static int power(int exponent) {
    int power = 1;
    int square = 31;
    for (int rest = exponent; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        power *= square;
      }
      square *= square;
    }
    return power;
  }
}
