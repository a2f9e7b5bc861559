package io.github.cfexporter.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Compresses to raw deflate (RFC 1951) that ends at a byte boundary but not for good. Each thread has
 * one for its life.
 *
 * <p>Made for sample lines, each of which is the line before with a few characters changed: it looks
 * only at the last place that began as the next bytes do, and passes over repetitions in one go.
 */
final class Compressor {
  private static final ThreadLocal<Compressor> OF_THREAD = ThreadLocal.withInitial(Compressor::new);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Repetitions of fewer bytes, mostly of digits, cost more than the digits themselves. */
  private static final int SHORTEST = 6;

  private static final int TABLE_BITS = 12;
  private static final long SPREAD = 0x9E3779B97F4A7C15L; // the golden ratio, as Knuth advises

  /** Where bytes with this hash were seen last, or -1. */
  private final int[] places = new int[1 << TABLE_BITS];

  private final DeflateBlock block = new DeflateBlock();
  private final BitWriter out = new BitWriter();

  private Compressor() {}

  static Compressor ofThread() {
    return OF_THREAD.get();
  }

  /** Compresses the first bytes; none become none. */
  byte[] deflate(byte[] bytes, int length) {
    if (length == 0) {
      return new byte[0];
    }
    out.clear();
    Arrays.fill(places, -1);
    int at = 0;
    while (at < length) {
      boolean mayRepeat = !isDigit(bytes[at]) && length - at >= Long.BYTES;
      int repeated = mayRepeat ? repetition(bytes, at, length) : 0;
      if (repeated == 0) {
        block.literal(bytes[at++]);
      }
      at += repeated;
      if (block.isFull()) {
        block.writeTo(out);
      }
    }
    block.writeTo(out);
    flush();
    return out.toBytes();
  }

  /** Adds the repetition that begins here, if one does; answers its length. */
  private int repetition(byte[] bytes, int at, int end) {
    long next = beginning(bytes, at);
    int hash = (int) ((next * SPREAD) >>> (Long.SIZE - TABLE_BITS));
    int place = places[hash];
    places[hash] = at;
    if (place < 0 || at - place > DeflateBlock.FARTHEST || beginning(bytes, place) != next) {
      return 0;
    }
    int most = Math.min(end - at, DeflateBlock.LONGEST);
    int differing = Arrays.mismatch(bytes, place, place + most, bytes, at, at + most);
    int length = differing < 0 ? most : differing;
    block.repetition(length, at - place);
    return length;
  }

  /** Most digits are of numbers, which hardly ever repeat one before: none is looked for. */
  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static long beginning(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at) << (Long.SIZE - SHORTEST * Byte.SIZE);
  }

  /** An empty block without compression ends at a byte boundary. */
  private void flush() {
    out.put(0, 3);
    out.align();
    out.put(0xFFFF0000L, 32); // its length, and the same with all bits inverted
  }
}
