package io.github.cfexporter.exposition;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Strings pieces together. Large pieces are passed on as they are; small ones are gathered, because
 * thousands of small writes to a socket cost far more than copying the bytes once.
 */
final class AnswerBuilder {
  /** Bytes; from here on a piece becomes a chunk of its own. */
  private static final int LARGE = 16 * 1024;

  /** Bytes from which gathered pieces are a chunk. */
  private static final int CHUNK = 64 * 1024;

  /** RFC 1952: magic, deflate, no flags, no time, no hints, unknown system. */
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** RFC 1951: an empty block with fixed codes, marked as the last. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private final Format format;
  private final Encoding encoding;
  private final List<byte[]> chunks = new ArrayList<>();
  private final ByteArrayOutputStream small = new ByteArrayOutputStream(CHUNK + LARGE);
  private long length;
  private long plainLength;
  private int crc;

  AnswerBuilder(Format format, Encoding encoding) {
    this.format = format;
    this.encoding = encoding;
    if (encoding == Encoding.GZIP) {
      append(GZIP_HEADER);
    }
  }

  AnswerBuilder add(Piece piece) {
    append(piece.bytes(encoding));
    crc = piece.crcAfter(crc);
    plainLength += piece.plainLength();
    return this;
  }

  Answer build() {
    if (encoding == Encoding.GZIP) {
      append(LAST_BLOCK);
      append(littleEndian(crc));
      append(littleEndian((int) plainLength)); // modulo 2^32, as RFC 1952 has it
    }
    endChunk();
    String tag = EntityTag.of(crc, plainLength, format, encoding);
    return new Answer(chunks, length, format.contentType(), encoding, tag);
  }

  private void append(byte[] bytes) {
    length += bytes.length;
    if (bytes.length >= LARGE) {
      endChunk();
      chunks.add(bytes);
      return;
    }
    small.writeBytes(bytes);
    if (small.size() >= CHUNK) {
      endChunk();
    }
  }

  private void endChunk() {
    if (small.size() > 0) {
      chunks.add(small.toByteArray());
      small.reset();
    }
  }

  private static byte[] littleEndian(int number) {
    return new byte[] {
      (byte) number, (byte) (number >>> 8), (byte) (number >>> 16), (byte) (number >>> 24)
    };
  }
}
