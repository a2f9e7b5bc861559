package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import java.io.IOException;

/**
 * A fragment in the shared map.
 *
 * @param reign how often the account had changed its owner; an earlier owner never overwrites a later
 * @param sequence grows with every post of one reign
 * @param bytes of the fragment, compressed
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record Posted(long reign, long sequence, byte[] bytes) {

  boolean isNewerThan(Posted other) {
    return other == null
        || reign > other.reign
        || (reign == other.reign && sequence > other.sequence);
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
      out.writeByteArray(posted.bytes);
    }

    @Override
    public Posted read(ObjectDataInput in) throws IOException {
      return new Posted(in.readLong(), in.readLong(), in.readByteArray());
    }
  }
}
