package io.github.cfexporter.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Some lines of an answer, kept compressed: a tenth of the memory, and what nearly every scrape asks
 * for. The compressed form is raw deflate without an end and at a byte boundary, so that the
 * compressed forms of neighbours may be joined. Equal only to itself.
 */
final class Chunk {
  static final Chunk EMPTY = Chunk.of(new byte[0]);

  /** Raw deflate cannot shrink more than this: 258 bytes for 2 bits. */
  private static final long MOST_SHRINKING = 1032;

  private final byte[] deflated;
  private final int plainLength;
  private final int crc;
  private final int crcShift;

  private Chunk(byte[] deflated, int plainLength, int crc) {
    this.deflated = deflated;
    this.plainLength = plainLength;
    this.crc = crc;
    this.crcShift = Crc32.shift(plainLength);
  }

  static Chunk of(String lines) {
    return of(lines.getBytes(StandardCharsets.UTF_8));
  }

  static Chunk of(byte[] plain) {
    return of(plain, plain.length);
  }

  /** The first bytes of an array that may be written to again. */
  static Chunk of(byte[] bytes, int length) {
    return new Chunk(Compressor.ofThread().deflate(bytes, length), length, Crc32.of(bytes, length));
  }

  /** Its lines. */
  String plain() {
    ByteBuffer bytes = ByteBuffer.allocate(plainLength);
    inflate(bytes);
    return new String(bytes.array(), StandardCharsets.UTF_8);
  }

  /** Bytes of a compressed answer that are not of its lines: what is around them in the format. */
  static Chunk framing(byte[] bytes) {
    return new Chunk(bytes, 0, 0);
  }

  /**
   * Restores a chunk from its compressed form.
   *
   * @throws IllegalArgumentException when length or checksum do not fit the bytes
   */
  static Chunk inflated(byte[] deflated, int plainLength, int crc) {
    Chunk chunk = new Chunk(deflated, plainLength, crc);
    if (plainLength < 0 || plainLength > deflated.length * MOST_SHRINKING) {
      throw new IllegalArgumentException("impossible length of a fragment: " + plainLength);
    }
    ByteBuffer plain = ByteBuffer.allocate(plainLength);
    chunk.inflate(plain);
    if (Crc32.of(plain.array()) != crc) {
      throw new IllegalArgumentException("checksum does not fit the lines of a fragment");
    }
    return chunk;
  }

  byte[] deflated() {
    return deflated;
  }

  int length(Encoding encoding) {
    return switch (encoding) {
      case IDENTITY -> plainLength;
      case GZIP -> deflated.length;
    };
  }

  /** Writes {@link #length} bytes. */
  void writeTo(ByteBuffer out, Encoding encoding) {
    switch (encoding) {
      case IDENTITY -> inflate(out);
      case GZIP -> out.put(deflated);
    }
  }

  int plainLength() {
    return plainLength;
  }

  int crc() {
    return crc;
  }

  /** The checksum of everything before this chunk, and of the chunk behind it. */
  int crcAfter(int before) {
    return Crc32.combine(before, crc, crcShift);
  }

  private void inflate(ByteBuffer out) {
    ByteBuffer room = out.slice().limit(plainLength);
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      int length = inflater.inflate(room);
      if (length != plainLength || inflater.inflate(new byte[1]) != 0) {
        throw new IllegalArgumentException("a fragment is not as long as it says: " + plainLength);
      }
      out.position(out.position() + length);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("a fragment cannot be decompressed", e);
    } finally {
      inflater.end();
    }
  }
}
