package io.github.cfexporter.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.json.JsonObject;
import java.util.function.Function;

/**
 * Sends a message record between nodes as length-prefixed JSON; between threads, as itself.
 *
 * @param name travels with each message, so it must never change between releases
 */
public record JsonCodec<T extends Record>(
    String name, Class<T> type, Function<T, JsonObject> write, Function<JsonObject, T> read)
    implements MessageCodec<T, T> {

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    Buffer json = write.apply(message).toBuffer();
    buffer.appendInt(json.length()).appendBuffer(json);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    int start = position + Integer.BYTES;
    int length = buffer.getInt(position);
    return read.apply(new JsonObject(buffer.getBuffer(start, start + length)));
  }

  @Override
  public T transform(T message) {
    return message; // records are immutable, so sharing one is safe
  }

  @Override
  public byte systemCodecID() {
    return -1; // the value Vert.x requires of every user codec
  }
}
