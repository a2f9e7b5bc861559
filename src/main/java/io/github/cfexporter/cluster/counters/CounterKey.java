package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import com.hazelcast.partition.PartitionAware;
import io.github.cfexporter.cluster.Serializers;
import java.io.IOException;

/**
 * Where the totals of one source are kept. Keys of one account share a partition, so that the node
 * that owns it works on local entries only.
 *
 * @param account Cloudflare's account id
 * @param zone zone id, or empty for a source of account scope
 */
public record CounterKey(String account, String kind, String source, String zone)
    implements PartitionAware<String> {

  @Override
  public String getPartitionKey() {
    return account;
  }

  public static final class Serializer implements StreamSerializer<CounterKey> {
    @Override
    public int getTypeId() {
      return Serializers.COUNTER_KEY;
    }

    @Override
    public void write(ObjectDataOutput out, CounterKey key) throws IOException {
      out.writeString(key.account);
      out.writeString(key.kind);
      out.writeString(key.source);
      out.writeString(key.zone);
    }

    @Override
    public CounterKey read(ObjectDataInput in) throws IOException {
      return new CounterKey(in.readString(), in.readString(), in.readString(), in.readString());
    }
  }
}
