package io.github.cfexporter.cluster.permits;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import java.util.Map;

/** Begins the term of a new limiter and tells it what the earlier ones did. */
public final class BeginTerm
    implements EntryProcessor<String, LimiterState, LimiterState>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  @Override
  public LimiterState process(Map.Entry<String, LimiterState> entry) {
    LimiterState state = entry.getValue() == null ? LimiterState.NEW : entry.getValue();
    LimiterState next = state.nextTerm();
    entry.setValue(next);
    return next;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.BEGIN_TERM;
  }

  @Override
  public void writeData(ObjectDataOutput out) {}

  @Override
  public void readData(ObjectDataInput in) {}
}
