package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.counting.Totals;

/**
 * After a split, the totals that have come further win. Both sides have counted the same windows up
 * to the lower watermark, each exactly once, so the higher one holds all of the lower.
 */
public final class HigherWatermark
    implements SplitBrainMergePolicy<Totals, MergingValue<Totals>, Totals>,
        IdentifiedDataSerializable {
  @Override
  public Totals merge(MergingValue<Totals> merging, MergingValue<Totals> existing) {
    Totals theirs = merging.getDeserializedValue();
    Totals ours = existing == null ? null : existing.getDeserializedValue();
    return ours == null || theirs.watermark() > ours.watermark() ? theirs : ours;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.HIGHER_WATERMARK;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
