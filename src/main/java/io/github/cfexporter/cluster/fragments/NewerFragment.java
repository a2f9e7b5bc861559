package io.github.cfexporter.cluster.fragments;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.github.cfexporter.cluster.Serializers;

/** After a split, the fragment of the later epoch wins, or the one that was rendered later. */
public final class NewerFragment
    implements SplitBrainMergePolicy<SharedFragment, MergingValue<SharedFragment>, SharedFragment>,
        IdentifiedDataSerializable {
  @Override
  public SharedFragment merge(
      MergingValue<SharedFragment> merging, MergingValue<SharedFragment> existing) {
    SharedFragment theirs = merging.getDeserializedValue();
    SharedFragment ours = existing == null ? null : existing.getDeserializedValue();
    return theirs.isNewerThan(ours) ? theirs : ours;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.NEWER_FRAGMENT;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
