package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.limiter.History;
import java.io.IOException;
import java.util.Map;

/** Adds permits to the record, and answers whether they may be used: not if the limiter has moved. */
public final class RecordPermits
    implements EntryProcessor<String, LimiterState, Boolean>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private long term;
  private long now;
  private transient History history;

  /** For deserialization only. */
  public RecordPermits() {}

  public RecordPermits(long term, History history, long now) {
    this.term = term;
    this.history = history;
    this.now = now;
  }

  @Override
  public Boolean process(Map.Entry<String, LimiterState> entry) {
    LimiterState state = entry.getValue() == null ? LimiterState.NEW : entry.getValue();
    boolean current = state.term() == term;
    if (current) {
      entry.setValue(state.with(history, now));
    }
    return current;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.RECORD_PERMITS;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(term);
    out.writeLong(now);
    LimiterState.write(out, history);
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    term = in.readLong();
    now = in.readLong();
    history = LimiterState.readHistory(in);
  }
}
