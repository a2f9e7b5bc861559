package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.partition.PartitionAware;
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

  public void write(ObjectDataOutput out) throws IOException {
    out.writeString(account);
    out.writeString(kind);
    out.writeInt(batch);
  }

  public static FragmentKey read(ObjectDataInput in) throws IOException {
    return new FragmentKey(in.readString(), in.readString(), in.readInt());
  }
}
