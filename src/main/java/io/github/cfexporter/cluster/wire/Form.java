package io.github.cfexporter.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/**
 * How values of one type cross the cluster.
 *
 * @param id names the type in place of its class, so it never changes between releases
 */
public record Form<T>(int id, Class<T> type, Writer<T> writer, Reader<T> reader)
    implements StreamSerializer<T> {

  /** Writes a value. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T value, ObjectDataOutput out) throws IOException;
  }

  /** Reads what a {@link Writer} has written, to its end. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(ObjectDataInput in) throws IOException;
  }

  @Override
  public int getTypeId() {
    return id;
  }

  @Override
  public void write(ObjectDataOutput out, T value) throws IOException {
    writer.write(value, out);
  }

  @Override
  public T read(ObjectDataInput in) throws IOException {
    return reader.read(in);
  }
}
