package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;

/** After a split, the fragment of the later reign wins, or the one that was rendered later. */
public final class NewerPost
    implements SplitBrainMergePolicy<Posted, MergingValue<Posted>, Posted>,
        IdentifiedDataSerializable {
  @Override
  public Posted merge(MergingValue<Posted> merging, MergingValue<Posted> existing) {
    Posted theirs = merging.getDeserializedValue();
    Posted ours = existing == null ? null : existing.getDeserializedValue();
    return theirs.isNewerThan(ours) ? theirs : ours;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.NEWER_POST;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
