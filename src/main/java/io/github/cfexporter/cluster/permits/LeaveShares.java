package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.limiter.BudgetShares;
import java.io.IOException;
import java.util.Map;

/** Notes that a node goes and takes its share of the budgets along. */
public final class LeaveShares
    implements EntryProcessor<String, LimiterState, Void>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private String id;
  private String address;
  private long now;

  /** For deserialization only. */
  public LeaveShares() {}

  public LeaveShares(BudgetShares.Holder holder, long now) {
    this.id = holder.id();
    this.address = holder.address();
    this.now = now;
  }

  @Override
  public Void process(Map.Entry<String, LimiterState> entry) {
    LimiterState state = entry.getValue();
    if (state != null) {
      entry.setValue(
          state.with(state.budgetShares().leave(new BudgetShares.Holder(id, address), now)));
    }
    return null;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.LEAVE_SHARES;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeString(id);
    out.writeString(address);
    out.writeLong(now);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    id = in.readString();
    address = in.readString();
    now = in.readLong();
  }
}
