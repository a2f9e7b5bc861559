package io.github.cfexporter.cluster.wire;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingEntry;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides which value of a key goes on when two sides of a split meet again. What a policy decides
 * depends on nothing but the values.
 */
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
    V goesOn = merge(theirs, Optional.ofNullable(ours));
    if (ours != null && merging instanceof MergingEntry<?, ?> entry) {
      merged(entry::getKey, ours, goesOn);
    }
    return goesOn;
  }

  /**
   * Told of a key that both sides have, on the node that keeps it, a moment before the value is there.
   *
   * @param ours what this node knew until now
   */
  protected void merged(Supplier<?> key, V ours, V goesOn) {}

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
