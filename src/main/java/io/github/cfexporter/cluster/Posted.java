package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A fragment in the shared map.
 *
 * @param reign how often the account had changed its owner; an earlier owner never overwrites a later
 * @param sequence grows with every post of one reign
 * @param watermarks how far the counters of each source in each zone have come, in seconds since the
 *     epoch; none for fragments without counters
 * @param bytes of the fragment, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record Posted(long reign, long sequence, Map<String, Long> watermarks, byte[] bytes) {

  boolean isNewerThan(Posted other) {
    return other == null
        || reign > other.reign
        || (reign == other.reign && sequence > other.sequence);
  }

  /** Whether none of its counters can be lower than the other's. */
  boolean isAsFarAs(Posted other) {
    return other.watermarks.entrySet().stream()
        .allMatch(
            mark -> watermarks.getOrDefault(mark.getKey(), Long.MAX_VALUE) >= mark.getValue());
  }

  static final class Serializer implements StreamSerializer<Posted> {
    @Override
    public int getTypeId() {
      return Serializers.POSTED;
    }

    @Override
    public void write(ObjectDataOutput out, Posted posted) throws IOException {
      out.writeLong(posted.reign);
      out.writeLong(posted.sequence);
      out.writeInt(posted.watermarks.size());
      for (Map.Entry<String, Long> mark : posted.watermarks.entrySet()) {
        out.writeString(mark.getKey());
        out.writeLong(mark.getValue());
      }
      out.writeByteArray(posted.bytes);
    }

    @Override
    public Posted read(ObjectDataInput in) throws IOException {
      long reign = in.readLong();
      long sequence = in.readLong();
      int marks = in.readInt();
      Map<String, Long> watermarks = new HashMap<>();
      for (int i = 0; i < marks; i++) {
        watermarks.put(in.readString(), in.readLong());
      }
      return new Posted(reign, sequence, watermarks, in.readByteArray());
    }
  }
}
