package io.github.cfexporter.cloudflare.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.Unpooled;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of one answer while they arrive. Those of a large one are kept outside the heap, and given
 * back the moment that they are not needed: in the heap they would live long enough to be taken for
 * what stays, and when nobody wants them any more the heap has grown. For one thread at a time.
 */
final class ReceivedBytes {
  /** Bytes up to which an answer is kept in the heap, as nearly all are. */
  private static final int SMALL = 256 << 10;

  /** Bytes of the first piece; then there are as many as there have been. */
  private static final int FIRST = 16 << 10;

  /** Bytes that are asked for at a time outside the heap. */
  private static final int PIECE = 256 << 10;

  private final List<ByteBuf> pieces = new ArrayList<>();
  private int length;
  private boolean freed;

  /** Adds a copy of some bytes; nothing after {@link #free}. */
  void add(ByteBuf some) {
    length += freed ? 0 : some.readableBytes();
    while (!freed && some.isReadable()) {
      ByteBuf last = roomyPiece();
      last.writeBytes(some, Math.min(some.readableBytes(), last.writableBytes()));
    }
  }

  int length() {
    return length;
  }

  /** Reads them from the first on; not to be used after {@link #free}. */
  InputStream stream() {
    return new ByteBufInputStream(Unpooled.wrappedBuffer(
        Math.max(1, pieces.size()),
        pieces.stream().map(ByteBuf::duplicate).toArray(ByteBuf[]::new)));
  }

  /** All of them as one buffer: of its own where they are few, else gone with {@link #free}. */
  ByteBuf whole() {
    if (length > SMALL) {
      return view();
    }
    ByteBuf whole = Unpooled.buffer(length, length);
    pieces.forEach(whole::writeBytes);
    free();
    return whole;
  }

  /** Gives them back; doing so again changes nothing. */
  void free() {
    freed = true;
    pieces.forEach(ByteBuf::release);
    pieces.clear();
  }

  /** Not copied into one: the C library keeps the room of large buffers for later ones. */
  private ByteBuf view() {
    return Unpooled.wrappedBuffer(
        Math.max(1, pieces.size()),
        pieces.stream().map(ByteBuf::duplicate).toArray(ByteBuf[]::new));
  }

  private ByteBuf roomyPiece() {
    ByteBuf last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
    if (last != null && last.isWritable()) {
      return last;
    }
    ByteBuf next = nextPiece();
    pieces.add(next);
    return next;
  }

  private ByteBuf nextPiece() {
    int held = pieces.stream().mapToInt(ByteBuf::capacity).sum();
    int size = Math.max(FIRST, Math.min(PIECE, held));
    return held >= SMALL ? Unpooled.directBuffer(PIECE, PIECE) : Unpooled.buffer(size, size);
  }
}
