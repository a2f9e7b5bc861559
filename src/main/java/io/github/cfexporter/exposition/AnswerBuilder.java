package io.github.cfexporter.exposition;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Strings chunks together and gathers them in blocks, because thousands of small writes to a socket
 * cost far more than copying the bytes once.
 */
final class AnswerBuilder {
  /** Bytes from which a block is full: one write of a socket takes about as much. */
  private static final int FULL = 512 * 1024;

  /**
   * Bytes from which a block ends with its section, so that a section that grows does not shift the
   * borders of all blocks behind it, which could not be reused then.
   */
  private static final int LARGE = 128 * 1024;

  /** RFC 1952: magic, deflate, no flags, no time, no hints, unknown system. */
  private static final Chunk GZIP_HEADER =
      Chunk.framing(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});

  private final Format format;
  private final Encoding encoding;
  private final List<Block> blocks = new ArrayList<>();
  private final List<Chunk> gathered = new ArrayList<>();
  private int gatheredLength;
  private long length;
  private long plainLength;
  private int crc;

  AnswerBuilder(Format format, Encoding encoding) {
    this.format = format;
    this.encoding = encoding;
    if (encoding == Encoding.GZIP) {
      add(GZIP_HEADER);
    }
  }

  AnswerBuilder add(Chunk chunk) {
    gathered.add(chunk);
    gatheredLength += chunk.length(encoding);
    crc = chunk.crcAfter(crc);
    plainLength += chunk.plainLength();
    endBlockOf(FULL);
    return this;
  }

  /** Adds chunks that belong together. */
  AnswerBuilder addSection(List<Chunk> chunks) {
    chunks.forEach(this::add);
    endBlockOf(LARGE);
    return this;
  }

  Answer build() {
    if (encoding == Encoding.GZIP) {
      add(Chunk.framing(gzipTrailer()));
    }
    endBlockOf(1);
    String tag = EntityTag.of(crc, plainLength, format, encoding);
    return new Answer(blocks, length, format.contentType(), encoding, tag);
  }

  /** RFC 1951: an empty last block with fixed codes. RFC 1952: checksum and length modulo 2^32. */
  private byte[] gzipTrailer() {
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 3)
        .put((byte) 0)
        .putInt(crc)
        .putInt((int) plainLength)
        .array();
  }

  private void endBlockOf(int bytes) {
    if (gatheredLength >= bytes) {
      blocks.add(new Block(encoding, gathered));
      length += gatheredLength;
      gathered.clear();
      gatheredLength = 0;
    }
  }
}
