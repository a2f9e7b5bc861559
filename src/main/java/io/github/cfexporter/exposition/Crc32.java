package io.github.cfexporter.exposition;

import java.util.zip.CRC32;

/**
 * Joins CRC-32 checksums of neighbouring chunks without reading the chunks again.
 *
 * <p>A checksum is a polynomial over GF(2), modulo the CRC polynomial and with its bits reversed;
 * putting n bytes behind a chunk multiplies it by x^(8n). The method is that of zlib's
 * {@code crc32_combine}, https://github.com/madler/zlib/blob/v1.3.1/crc32.c.
 */
final class Crc32 {
  private static final int POLYNOMIAL = 0xEDB88320;
  private static final int ONE = 0x80000000;

  /** x^(2^n) for every n; the multiplicative order makes the row repeat after 32 entries. */
  private static final int[] SQUARES = squares();

  static int of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** The checksum of the first bytes. */
  static int of(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /**
   * The checksum of two chunks, one behind the other.
   *
   * @param shift of the second chunk's length, see {@link #shift}
   */
  static int combine(int first, int second, int shift) {
    return multiply(shift, first) ^ second;
  }

  /** What a chunk of this length multiplies the checksum before it by: x^(8 * bytes), by squaring. */
  static int shift(long bytes) {
    int product = ONE;
    int exponent = 3; // 8 bits a byte
    for (long rest = bytes; rest != 0; rest >>>= 1) {
      if ((rest & 1) == 1) {
        product = multiply(SQUARES[exponent & 31], product);
      }
      exponent++;
    }
    return product;
  }

  private static int multiply(int left, int right) {
    int product = 0;
    int shifted = right;
    for (int rest = left; rest != 0; rest <<= 1) {
      if (rest < 0) {
        product ^= shifted;
      }
      shifted = (shifted >>> 1) ^ (POLYNOMIAL & -(shifted & 1));
    }
    return product;
  }

  private static int[] squares() {
    int[] squares = new int[Integer.SIZE];
    int square = ONE >>> 1;
    for (int n = 0; n < squares.length; n++) {
      squares[n] = square;
      square = multiply(square, square);
    }
    return squares;
  }

  private Crc32() {}
}
