package io.github.cfexporter.cloudflare;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of JSON at once, the first of them lowest. */
final class EightBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGHEST_BITS = 0x8080808080808080L;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // the golden ratio, as Knuth advises

  /** Those that begin here; zeros stand for what is behind the end. */
  static long at(byte[] bytes, int at) {
    if (at <= bytes.length - Long.BYTES) {
      return (long) LONGS.get(bytes, at);
    }
    long eight = 0;
    for (int i = bytes.length - 1; i >= at; i--) {
      eight = (eight << Byte.SIZE) | (bytes[i] & 0xFF);
    }
    return eight;
  }

  /** Whether these bytes, eight or more, stand there. */
  static boolean stand(byte[] bytes, int at, byte[] wanted) {
    int last = wanted.length - Long.BYTES;
    if (at + wanted.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < last; i += Long.BYTES) {
      if (at(bytes, at + i) != at(wanted, i)) {
        return false;
      }
    }
    return at(bytes, at + last) == at(wanted, last); // these may overlap those before
  }

  /** How many come before the first quote, backslash or control character. */
  static int plain(long eight) {
    long ends = zeros(eight ^ ('"' * EACH)) | zeros(eight ^ ('\\' * EACH)) | below(eight, ' ');
    return Long.numberOfTrailingZeros(ends) / Byte.SIZE;
  }

  /** The first of them, fewer than eight; zeros stand for the others. */
  static long first(long eight, int count) {
    return eight & ((1L << (count * Byte.SIZE)) - 1);
  }

  /** Takes eight more bytes into a hash, which begins with 0 and ends with the last, filled up. */
  static long hash(long hash, long eight) {
    long product = (hash ^ eight) * SPREAD;
    return product ^ Long.reverseBytes(product);
  }

  private static long zeros(long eight) {
    return below(eight, 1);
  }

  /** The highest bit of bytes that are smaller. Right up to the first, which is all that counts. */
  private static long below(long eight, int limit) {
    return (eight - limit * EACH) & ~eight & HIGHEST_BITS;
  }

  private EightBytes() {}
}
