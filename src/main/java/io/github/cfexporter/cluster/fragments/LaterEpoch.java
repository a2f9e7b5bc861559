package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.github.cfexporter.cluster.Serializers;

/** After a split, the later of the epochs that both sides have begun: none is begun twice. */
public final class LaterEpoch
    implements SplitBrainMergePolicy<Long, MergingValue<Long>, Long>, IdentifiedDataSerializable {
  @Override
  public Long merge(MergingValue<Long> merging, MergingValue<Long> existing) {
    Long theirs = merging.getDeserializedValue();
    Long ours = existing == null ? null : existing.getDeserializedValue();
    return ours == null ? theirs : Long.valueOf(Math.max(ours, theirs));
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.LATER_EPOCH;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
