package io.github.cfexporter.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import java.util.Optional;

/** Decides which value of a key goes on when two sides of a split meet again. Has no state. */
public abstract class MergePolicy<V>
    implements SplitBrainMergePolicy<V, MergingValue<V>, V>, IdentifiedDataSerializable {
  /** Hazelcast sends these by number, unlike all else that has a {@link Form}. */
  public static final int FACTORY = 1;

  private final int id;

  /** @param id names the policy in place of its class, so it never changes between releases */
  protected MergePolicy(int id) {
    this.id = id;
  }

  /**
   * Returns the value that goes on.
   *
   * @param theirs of the smaller side, which joins the larger one
   * @param ours of the larger side; empty if it has none
   */
  protected abstract V merge(V theirs, Optional<V> ours);

  @Override
  public final V merge(MergingValue<V> merging, MergingValue<V> existing) {
    V theirs = merging.getDeserializedValue();
    V ours = existing == null ? null : existing.getDeserializedValue();
    return merge(theirs, Optional.ofNullable(ours));
  }

  @Override
  public final int getFactoryId() {
    return FACTORY;
  }

  @Override
  public final int getClassId() {
    return id;
  }

  @Override
  public final void writeData(ObjectDataOutput out) {}

  @Override
  public final void readData(ObjectDataInput in) {}
}
