package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A fragment in the shared map.
 *
 * @param epoch how often the account had changed its owner; an earlier owner never overwrites a later
 * @param sequence grows with every post of one epoch
 * @param watermarks how far the counters of each source in each zone have come, in seconds since the
 *     epoch; none for fragments without counters
 * @param bytes of the fragment, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
public record SharedFragment(
    long epoch, long sequence, Map<String, Long> watermarks, byte[] bytes) {

  boolean isNewerThan(SharedFragment other) {
    return other == null
        || epoch > other.epoch
        || (epoch == other.epoch && sequence > other.sequence);
  }

  /** Whether none of its counters can be lower than the other's. */
  boolean isAsFarAs(SharedFragment other) {
    return other.watermarks.entrySet().stream()
        .allMatch(
            mark -> watermarks.getOrDefault(mark.getKey(), Long.MAX_VALUE) >= mark.getValue());
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(epoch);
    out.writeLong(sequence);
    out.writeInt(watermarks.size());
    for (Map.Entry<String, Long> mark : watermarks.entrySet()) {
      out.writeString(mark.getKey());
      out.writeLong(mark.getValue());
    }
    out.writeByteArray(bytes);
  }

  public static SharedFragment read(ObjectDataInput in) throws IOException {
    long epoch = in.readLong();
    long sequence = in.readLong();
    int marks = in.readInt();
    Map<String, Long> watermarks = new HashMap<>();
    for (int i = 0; i < marks; i++) {
      watermarks.put(in.readString(), in.readLong());
    }
    return new SharedFragment(epoch, sequence, watermarks, in.readByteArray());
  }
}
