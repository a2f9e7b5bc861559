package io.github.cfexporter.exposition;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Some lines of an answer, plain and compressed. The compressed form is raw deflate without an end
 * and at a byte boundary, so that the compressed forms of neighbours may be joined.
 */
final class Piece {
  static final Piece EMPTY = Piece.of(new byte[0]);

  /** Raw deflate cannot shrink more than this: 258 bytes for 2 bits. */
  private static final long MOST_SHRINKING = 1032;

  private final byte[] plain;
  private final byte[] deflated;
  private final int crc;
  private final int crcShift;

  private Piece(byte[] plain, byte[] deflated, int crc) {
    this.plain = plain;
    this.deflated = deflated;
    this.crc = crc;
    this.crcShift = Crc32.shift(plain.length);
  }

  static Piece of(String lines) {
    return of(lines.getBytes(StandardCharsets.UTF_8));
  }

  static Piece of(byte[] plain) {
    return new Piece(plain, deflate(plain), Crc32.of(plain));
  }

  /**
   * Restores a piece from its compressed form.
   *
   * @throws IllegalArgumentException when length or checksum do not fit the bytes
   */
  static Piece inflated(byte[] deflated, int plainLength, int crc) {
    byte[] plain = inflate(deflated, plainLength);
    if (Crc32.of(plain) != crc) {
      throw new IllegalArgumentException("checksum does not fit the lines of a fragment");
    }
    return new Piece(plain, deflated, crc);
  }

  byte[] bytes(Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> plain;
      case GZIP -> deflated;
    };
  }

  int plainLength() {
    return plain.length;
  }

  int crc() {
    return crc;
  }

  /** The checksum of everything before this piece, and of the piece behind it. */
  int crcAfter(int before) {
    return Crc32.combine(before, crc, crcShift);
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      ByteArrayOutputStream out = new ByteArrayOutputStream(64 + plain.length / 8);
      byte[] buffer = new byte[8192];
      int length;
      do {
        length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
        out.write(buffer, 0, length);
      } while (length == buffer.length);
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  private static byte[] inflate(byte[] deflated, int plainLength) {
    if (plainLength < 0 || plainLength > deflated.length * MOST_SHRINKING) {
      throw new IllegalArgumentException("impossible length of a fragment: " + plainLength);
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      byte[] plain = new byte[plainLength];
      int length = inflater.inflate(plain);
      if (length != plainLength || inflater.inflate(new byte[1]) != 0) {
        throw new IllegalArgumentException("a fragment is not as long as it says: " + plainLength);
      }
      return plain;
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a fragment cannot be decompressed", e);
    } finally {
      inflater.end();
    }
  }
}
