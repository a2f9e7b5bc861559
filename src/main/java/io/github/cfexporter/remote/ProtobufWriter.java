package io.github.cfexporter.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One message of remote write, field by field, in memory. */
final class ProtobufWriter {
  /** Most messages are a label or a sample, and there are thousands of them. */
  private static final int ROOM = 64;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROOM);
  private final CodedOutputStream out = CodedOutputStream.newInstance(bytes, ROOM);

  @FunctionalInterface
  private interface Writing {
    void to(CodedOutputStream out) throws IOException;
  }

  byte[] bytes() {
    write(CodedOutputStream::flush);
    return bytes.toByteArray();
  }

  ProtobufWriter text(int field, String text) {
    return write(to -> to.writeByteArray(field, text.getBytes(UTF_8)));
  }

  ProtobufWriter message(int field, ProtobufWriter message) {
    return write(to -> to.writeByteArray(field, message.bytes()));
  }

  /** Zero is written, too: a timestamp of a message that repeats is easier to find then. */
  ProtobufWriter number(int field, long number) {
    return write(to -> to.writeInt64(field, number));
  }

  ProtobufWriter fixed64(int field, long bits) {
    return write(to -> to.writeFixed64(field, bits));
  }

  /** Repeated numbers, packed. */
  ProtobufWriter numbers(int field, List<Integer> numbers) {
    ProtobufWriter packed = new ProtobufWriter();
    numbers.forEach(packed::number);
    return message(field, packed);
  }

  /** A number without a field, as it stands in front of what has a length. */
  ProtobufWriter number(int number) {
    return write(to -> to.writeUInt32NoTag(number));
  }

  private ProtobufWriter write(Writing some) {
    try {
      some.to(out);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
