package io.github.cfexporter.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import java.io.IOException;
import java.util.Map;

/** Puts a fragment into the shared map, unless a newer one is there. */
final class Post
    implements EntryProcessor<FragmentKey, Posted, Boolean>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private transient Posted posted;

  /** For deserialization only. */
  Post() {}

  Post(Posted posted) {
    this.posted = posted;
  }

  @Override
  public Boolean process(Map.Entry<FragmentKey, Posted> entry) {
    boolean newer = posted.isNewerThan(entry.getValue());
    if (newer) {
      entry.setValue(posted);
    }
    return newer;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.POST;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeObject(posted);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    posted = in.readObject();
  }
}
