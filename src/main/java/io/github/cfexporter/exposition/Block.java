package io.github.cfexporter.exposition;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A stretch of an answer that is sent in one go. Blocks of different answers that are equal hold the
 * same bytes, so whoever has laid one out in memory may send it again.
 */
public final class Block {
  private final Encoding encoding;
  private final List<Chunk> chunks;
  private final int length;

  Block(Encoding encoding, List<Chunk> chunks) {
    this.encoding = encoding;
    this.chunks = List.copyOf(chunks);
    this.length = chunks.stream().mapToInt(chunk -> chunk.length(encoding)).sum();
  }

  /** In bytes. */
  public int length() {
    return length;
  }

  /** Writes {@link #length} bytes; lines that are sent plain are decompressed for it. */
  public void writeTo(ByteBuffer out) {
    chunks.forEach(chunk -> chunk.writeTo(out, encoding));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && encoding == block.encoding
        && chunks.equals(block.chunks);
  }

  @Override
  public int hashCode() {
    return chunks.hashCode();
  }
}
