package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import com.hazelcast.partition.PartitionAware;
import io.github.cfexporter.cluster.Serializers;
import java.io.IOException;

/**
 * Names a rendered piece of {@code /metrics}.
 *
 * @param account Cloudflare's account id
 * @param batch number of the batch of zones that the piece covers; 0 for account scope
 */
public record FragmentKey(String account, String kind, int batch)
    implements PartitionAware<String> {

  @Override
  public String getPartitionKey() {
    return account;
  }

  public static final class Serializer implements StreamSerializer<FragmentKey> {
    @Override
    public int getTypeId() {
      return Serializers.FRAGMENT_KEY;
    }

    @Override
    public void write(ObjectDataOutput out, FragmentKey key) throws IOException {
      out.writeString(key.account);
      out.writeString(key.kind);
      out.writeInt(key.batch);
    }

    @Override
    public FragmentKey read(ObjectDataInput in) throws IOException {
      return new FragmentKey(in.readString(), in.readString(), in.readInt());
    }
  }
}
