package io.github.cfexporter.exposition;

import java.nio.charset.StandardCharsets;

/** Spells whole numbers straight into bytes, two digits at a time. */
final class Digits {
  private static final int MOST = 19; // of a long

  /** The numbers below 100. */
  private static final byte[] PAIRS = pairs();

  /** Writes a number; answers where it ends. */
  static int write(byte[] out, int from, long number) {
    if (number < 0) {
      byte[] text = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, out, from, text.length);
      return from + text.length;
    }
    int digits = count(number);
    int at = from + digits;
    long rest = number;
    for (; rest >= 10; rest /= 100) {
      int pair = (int) (rest % 100) * 2;
      out[--at] = PAIRS[pair + 1];
      out[--at] = PAIRS[pair];
    }
    if (at > from) {
      out[from] = (byte) ('0' + rest);
    }
    return from + digits;
  }

  /**
   * Writes a number of which the last digits stand behind the point, without zeros at the end; answers
   * where it ends.
   *
   * @param number zero or more
   */
  static int write(byte[] out, int from, long number, int decimals) {
    if (decimals == 0) {
      return write(out, from, number);
    }
    long unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    int end = write(out, from, number / unit);
    long rest = number % unit;
    if (rest > 0) {
      out[end++] = '.';
      for (; rest > 0; rest = rest % unit) {
        unit /= 10;
        out[end++] = (byte) ('0' + rest / unit);
      }
    }
    return end;
  }

  private static int count(long number) {
    int digits = 1;
    for (long power = 10; digits < MOST && number >= power; power *= 10) {
      digits++;
    }
    return digits;
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < pairs.length; i += 2) {
      pairs[i] = (byte) ('0' + i / 20);
      pairs[i + 1] = (byte) ('0' + i / 2 % 10);
    }
    return pairs;
  }

  private Digits() {}
}
