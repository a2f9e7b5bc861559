package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.counting.Applied;
import java.io.IOException;

/** The outcome by name, then the watermark. */
final class AppliedSerializer implements StreamSerializer<Applied> {

  @Override
  public int getTypeId() {
    return Serializers.APPLIED;
  }

  @Override
  public void write(ObjectDataOutput out, Applied applied) throws IOException {
    out.writeString(applied.outcome().name());
    out.writeLong(applied.watermark());
  }

  @Override
  public Applied read(ObjectDataInput in) throws IOException {
    return new Applied(Applied.Outcome.valueOf(in.readString()), in.readLong());
  }
}
