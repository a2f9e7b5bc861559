package io.github.cfexporter.cluster.permits;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import java.util.HashSet;
import java.util.Set;

/**
 * After a split, the calls of both sides count. The term after both makes the limiter that goes on
 * learn of the other's calls.
 */
public final class AllPermits
    implements SplitBrainMergePolicy<LimiterState, MergingValue<LimiterState>, LimiterState>,
        IdentifiedDataSerializable {
  @Override
  public LimiterState merge(
      MergingValue<LimiterState> merging, MergingValue<LimiterState> existing) {
    LimiterState theirs = merging.getDeserializedValue();
    if (existing == null) {
      return theirs.nextTerm();
    }
    LimiterState ours = existing.getDeserializedValue();
    // what happened before the split is on both sides
    Set<GrantedPermit> known = new HashSet<>(ours.history().departures());
    History added = new History(
        theirs.history().departures().stream()
            .filter(departure -> !known.contains(departure))
            .toList(),
        theirs.history().pauses());
    long term = Math.max(ours.term(), theirs.term());
    boolean theirsGoesOn = theirs.budgetShares().epoch() > ours.budgetShares().epoch();
    BudgetShares budgetShares = theirsGoesOn
        ? theirs.budgetShares().merge(ours.budgetShares())
        : ours.budgetShares().merge(theirs.budgetShares());
    return new LimiterState(term, ours.history(), budgetShares).with(added, 0).nextTerm();
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.ALL_PERMITS;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
