package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.cluster.wire.VersionForm;
import io.github.cfexporter.counting.version.Version;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * A fragment in the shared map.
 *
 * @param epoch how often the account had changed its owner; an earlier owner never overwrites a later
 * @param sequence grows with every post of one epoch
 * @param versions which counters of each source in each zone are shown; none for fragments without
 *     counters
 * @param bytes of the fragment, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
public record SharedFragment(
    long epoch, long sequence, Map<String, Version> versions, byte[] bytes) {

  boolean isNewerThan(SharedFragment other) {
    return other == null
        || epoch > other.epoch
        || (epoch == other.epoch && sequence > other.sequence);
  }

  /** Whether none of its counters can be lower than the other's, or missing. */
  boolean isAsFarAs(SharedFragment other) {
    return other.versions.entrySet().stream().allMatch(known -> {
      Version now = versions.get(known.getKey());
      return now == null || now.isAsFarAs(known.getValue());
    });
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(epoch);
    out.writeLong(sequence);
    out.writeInt(versions.size());
    for (Map.Entry<String, Version> version : versions.entrySet()) {
      out.writeString(version.getKey());
      VersionForm.write(version.getValue(), out);
    }
    out.writeByteArray(bytes);
  }

  public static SharedFragment read(ObjectDataInput in) throws IOException {
    long epoch = in.readLong();
    long sequence = in.readLong();
    Map<String, Version> versions = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      versions.put(in.readString(), VersionForm.read(in));
    }
    return new SharedFragment(epoch, sequence, versions, in.readByteArray());
  }
}
