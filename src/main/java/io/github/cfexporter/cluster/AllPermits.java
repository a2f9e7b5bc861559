package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import com.hazelcast.spi.merge.MergingValue;
import com.hazelcast.spi.merge.SplitBrainMergePolicy;
import io.github.cfexporter.limiter.Crew;
import io.github.cfexporter.limiter.Departure;
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
    Set<Departure> known = new HashSet<>(ours.history().departures());
    History added = new History(
        theirs.history().departures().stream()
            .filter(departure -> !known.contains(departure))
            .toList(),
        theirs.history().pauses());
    long term = Math.max(ours.term(), theirs.term());
    boolean theirsGoesOn = theirs.crew().epoch() > ours.crew().epoch();
    Crew crew = theirsGoesOn ? theirs.crew().merge(ours.crew()) : ours.crew().merge(theirs.crew());
    return new LimiterState(term, ours.history(), crew).with(added, 0).nextTerm();
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
