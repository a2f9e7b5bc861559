package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.counting.Applied;
import java.io.IOException;

/** The outcome by name, with the number of refused amounts behind it if there are any, the watermark. */
final class AppliedSerializer implements StreamSerializer<Applied> {
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
  }

  @Override
  public Applied read(ObjectDataInput in) throws IOException {
    String[] words = in.readString().split(SEPARATOR);
    int refused = words.length > 1 ? Integer.parseInt(words[1]) : 0;
    return new Applied(Applied.Outcome.valueOf(words[0]), in.readLong(), refused);
  }
}
