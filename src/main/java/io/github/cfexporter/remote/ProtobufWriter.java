package io.github.cfexporter.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;

/**
 * Writes the few kinds of protobuf fields that remote write has; a library for them would be larger
 * than the rest of this room. https://protobuf.dev/programming-guides/encoding/
 */
final class ProtobufWriter {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;

  private final Buffer out = Buffer.buffer();

  Buffer buffer() {
    return out;
  }

  ProtobufWriter text(int field, String text) {
    return bytes(field, Buffer.buffer(text.getBytes(UTF_8)));
  }

  ProtobufWriter message(int field, ProtobufWriter message) {
    return bytes(field, message.out);
  }

  /** Zero is written, too: a timestamp of a message that repeats is easier to find then. */
  ProtobufWriter number(int field, long number) {
    tag(field, VARINT);
    varint(out, number);
    return this;
  }

  ProtobufWriter fixed64(int field, long bits) {
    tag(field, FIXED64);
    out.appendLongLE(bits);
    return this;
  }

  /** Repeated numbers, packed. */
  ProtobufWriter numbers(int field, Iterable<Integer> numbers) {
    Buffer packed = Buffer.buffer();
    numbers.forEach(number -> varint(packed, number));
    return bytes(field, packed);
  }

  private ProtobufWriter bytes(int field, Buffer bytes) {
    tag(field, BYTES);
    varint(out, bytes.length());
    out.appendBuffer(bytes);
    return this;
  }

  private void tag(int field, int type) {
    varint(out, (long) field << 3 | type);
  }

  static void varint(Buffer out, long number) {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      out.appendByte((byte) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.appendByte((byte) rest);
  }
}
