package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.counting.Applied;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The outcome by name, then the watermark, what the series take, and what found no room. */
final class AppliedSerializer implements StreamSerializer<Applied> {

  @Override
  public int getTypeId() {
    return Serializers.APPLIED;
  }

  @Override
  public void write(ObjectDataOutput out, Applied applied) throws IOException {
    out.writeString(applied.outcome().name());
    out.writeLong(applied.watermark());
    out.writeLong(applied.bytes());
    out.writeInt(applied.redirected().size());
    for (Map.Entry<String, Integer> family : applied.redirected().entrySet()) {
      out.writeString(family.getKey());
      out.writeInt(family.getValue());
    }
  }

  @Override
  public Applied read(ObjectDataInput in) throws IOException {
    Applied.Outcome outcome = Applied.Outcome.valueOf(in.readString());
    long watermark = in.readLong();
    long bytes = in.readLong();
    int families = in.readInt();
    Map<String, Integer> redirected = new LinkedHashMap<>();
    for (int i = 0; i < families; i++) {
      redirected.put(in.readString(), in.readInt());
    }
    return new Applied(outcome, watermark, bytes, redirected);
  }
}
