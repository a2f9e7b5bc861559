package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.counting.Applied;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The outcome by name, with the number of refused amounts behind it if there are any, the watermark,
 * then what the series take, and what found no room.
 */
public final class AppliedSerializer implements StreamSerializer<Applied> {
  private static final String SEPARATOR = " ";

  @Override
  public int getTypeId() {
    return Serializers.APPLIED;
  }

  @Override
  public void write(ObjectDataOutput out, Applied applied) throws IOException {
    String outcome = applied.outcome().name();
    out.writeString(applied.refused() == 0 ? outcome : outcome + SEPARATOR + applied.refused());
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
    String[] words = in.readString().split(SEPARATOR);
    Applied.Outcome outcome = Applied.Outcome.valueOf(words[0]);
    int refused = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    long watermark = in.readLong();
    long bytes;
    try {
      bytes = in.readLong();
    } catch (EOFException e) { // a version that had no cap of series ends here
      return new Applied(outcome, watermark, refused, 0, Map.of());
    }
    int families = in.readInt();
    Map<String, Integer> redirected = new LinkedHashMap<>();
    for (int i = 0; i < families; i++) {
      redirected.put(in.readString(), in.readInt());
    }
    return new Applied(outcome, watermark, refused, bytes, redirected);
  }
}
