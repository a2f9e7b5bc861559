package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.limiter.BudgetShares;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Notes which nodes are in sight, and returns the shares after that; null if the limiter has moved. */
public final class AgreeOnShares
    implements EntryProcessor<String, LimiterState, LimiterState>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private long term;
  private long now;
  private transient Set<BudgetShares.Holder> inSight;

  /** For deserialization only. */
  public AgreeOnShares() {}

  public AgreeOnShares(long term, Set<BudgetShares.Holder> inSight, long now) {
    this.term = term;
    this.inSight = inSight;
    this.now = now;
  }

  @Override
  public LimiterState process(Map.Entry<String, LimiterState> entry) {
    LimiterState state = entry.getValue() == null ? LimiterState.NEW : entry.getValue();
    if (state.term() != term) {
      return null;
    }
    LimiterState looked = state.with(state.budgetShares().observe(inSight, now));
    entry.setValue(looked); // also if it is the same, for the others must acknowledge it
    return looked;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.AGREE_ON_SHARES;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(term);
    out.writeLong(now);
    out.writeInt(inSight.size());
    for (BudgetShares.Holder holder : inSight) {
      out.writeString(holder.id());
      out.writeString(holder.address());
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    term = in.readLong();
    now = in.readLong();
    inSight = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      inSight.add(new BudgetShares.Holder(in.readString(), in.readString()));
    }
  }
}
