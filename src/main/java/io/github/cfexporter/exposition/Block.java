package io.github.cfexporter.exposition;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A stretch of an answer that is sent in one go. Blocks of different answers that are equal hold the
 * same bytes, so whoever has laid one out in memory may send it again.
 */
public final class Block {
  private final Encoding encoding;
  private final List<Piece> pieces;
  private final int length;

  Block(Encoding encoding, List<Piece> pieces) {
    this.encoding = encoding;
    this.pieces = List.copyOf(pieces);
    this.length = pieces.stream().mapToInt(piece -> piece.length(encoding)).sum();
  }

  /** In bytes. */
  public int length() {
    return length;
  }

  /** Writes {@link #length} bytes; lines that are sent plain are decompressed for it. */
  public void writeTo(ByteBuffer out) {
    pieces.forEach(piece -> piece.writeTo(out, encoding));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && encoding == block.encoding
        && pieces.equals(block.pieces);
  }

  @Override
  public int hashCode() {
    return pieces.hashCode();
  }
}
