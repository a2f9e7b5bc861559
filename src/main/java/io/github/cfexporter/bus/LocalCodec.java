package io.github.cfexporter.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Hands a record to another verticle of the same node, as it is. Records are immutable. */
record LocalCodec<T extends Record>(Class<T> type) implements MessageCodec<T, T> {

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    throw new IllegalStateException(type.getName() + " never leaves its node");
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    throw new IllegalStateException(type.getName() + " never leaves its node");
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public byte systemCodecID() {
    return -1; // the value Vert.x requires of every user codec
  }
}
