package io.github.cfexporter.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Packs bits into bytes from the lowest bit on, as deflate wants them. Not thread-safe. */
final class BitWriter {
  /** Bits that may be appended at once. */
  static final int MOST = 56;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private long pending;
  private int pendingBits; // fewer than 8

  /** Appends the lowest bits of a number that has no higher ones. */
  void put(long bits, int width) {
    pending |= bits << pendingBits;
    pendingBits += width;
    if (length + Long.BYTES > bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    LONGS.set(bytes, length, pending);
    length += pendingBits >>> 3;
    pending >>>= pendingBits & ~7;
    pendingBits &= 7;
  }

  void put(HuffmanCode code, int symbol) {
    put(code.code(symbol) >>> HuffmanCode.LENGTH_BITS, code.length(symbol));
  }

  /** Fills up the last byte with zeros. */
  void align() {
    put(0, -pendingBits & 7);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  void clear() {
    length = 0;
    pending = 0;
    pendingBits = 0;
  }
}
