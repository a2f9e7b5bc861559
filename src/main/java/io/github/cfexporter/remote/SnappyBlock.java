package io.github.cfexporter.remote;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.compression.Snappy;
import io.vertx.core.buffer.Buffer;

/**
 * The block format of Snappy, without frames, as remote write wants it. Netty's encoder looks back
 * no further than 32 KiB of one block, so each piece of that size is encoded by itself: what its
 * copies refer to is within the piece, wherever that stands.
 * https://github.com/google/snappy/blob/main/format_description.txt
 */
final class SnappyBlock {
  private static final int PIECE = 32_767;

  static Buffer of(Buffer plain) {
    Buffer compressed = Buffer.buffer(plain.length() / 4 + 16);
    compressed.appendBytes(new ProtobufWriter().number(plain.length()).bytes());
    byte[] bytes = plain.getBytes();
    for (int begin = 0; begin < bytes.length; begin += PIECE) {
      int length = Math.min(PIECE, bytes.length - begin);
      ByteBuf out = Unpooled.buffer(length);
      new Snappy().encode(Unpooled.wrappedBuffer(bytes, begin, length), out, length);
      skipLength(out);
      byte[] elements = new byte[out.readableBytes()];
      out.readBytes(elements);
      compressed.appendBytes(elements);
    }
    return compressed;
  }

  /** The whole has one length, in front of all pieces. */
  private static void skipLength(ByteBuf out) {
    while (out.readByte() < 0) {
      // the last byte of a varint is not negative
    }
  }

  private SnappyBlock() {}
}
