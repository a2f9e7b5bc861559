package io.github.cfexporter.cluster.fragments;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import java.io.IOException;
import java.util.Map;

/** Puts a fragment into the shared map, unless a newer one is there. */
public final class PutFragment
    implements EntryProcessor<FragmentKey, SharedFragment, Boolean>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private transient SharedFragment posted;

  /** For deserialization only. */
  public PutFragment() {}

  public PutFragment(SharedFragment posted) {
    this.posted = posted;
  }

  @Override
  public Boolean process(Map.Entry<FragmentKey, SharedFragment> entry) {
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
    return Serializers.PUT_FRAGMENT;
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
