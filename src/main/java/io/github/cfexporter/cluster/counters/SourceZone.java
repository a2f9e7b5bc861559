package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.partition.PartitionAware;
import java.io.IOException;

/**
 * One source of one query kind, asked for one zone: the smallest thing that is counted by itself, and
 * that a failure can be about. As keys of the counters, those of one account share a partition, so
 * that the node that owns it works on local entries only.
 *
 * @param account Cloudflare's id
 * @param source its name, unique within the kind
 * @param zone Cloudflare's id; empty for a source of the account itself
 */
public record SourceZone(String account, String kind, String source, String zone)
    implements PartitionAware<String> {

  @Override
  public String getPartitionKey() {
    return account;
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeString(account);
    out.writeString(kind);
    out.writeString(source);
    out.writeString(zone);
  }

  public static SourceZone read(ObjectDataInput in) throws IOException {
    return new SourceZone(in.readString(), in.readString(), in.readString(), in.readString());
  }
}
