package io.github.cfexporter.exposition;

import java.util.Arrays;
import java.util.zip.Deflater;

/**
 * Compresses to raw deflate (RFC 1951) that ends at a byte boundary but not for good. Each thread has
 * one for its life, because the state of zlib takes some 250 kB outside the heap.
 */
final class Compressor {
  private static final ThreadLocal<Compressor> OF_THREAD = ThreadLocal.withInitial(Compressor::new);

  /** Room for the empty block at the end of a flush, with some to spare. */
  private static final int FLUSH = 64;

  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private byte[] room = new byte[1 << 14];

  private Compressor() {}

  static Compressor ofThread() {
    return OF_THREAD.get();
  }

  /** Compresses the first bytes; none become none. */
  byte[] deflate(byte[] bytes, int length) {
    if (length == 0) {
      return new byte[0];
    }
    deflater.reset();
    deflater.setInput(bytes, 0, length);
    int written = flush(0);
    while (written == room.length) { // zlib asks for more room until some of it is left
      room = Arrays.copyOf(room, room.length * 2 + FLUSH);
      written += flush(written);
    }
    return Arrays.copyOf(room, written);
  }

  private int flush(int from) {
    return deflater.deflate(room, from, room.length - from, Deflater.SYNC_FLUSH);
  }
}
