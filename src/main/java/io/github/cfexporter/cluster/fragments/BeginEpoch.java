package io.github.cfexporter.cluster.fragments;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import java.util.Map;

/** Counts the owners of an account. */
public final class BeginEpoch
    implements EntryProcessor<String, Long, Long>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  @Override
  public Long process(Map.Entry<String, Long> entry) {
    long next = entry.getValue() == null ? 1 : entry.getValue() + 1;
    entry.setValue(next);
    return next;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.BEGIN_EPOCH;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
