package io.github.cfexporter.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.limiter.Crew;
import java.io.IOException;
import java.util.Map;

/** Notes that a node goes and takes its seat in the crew along. */
final class Farewell
    implements EntryProcessor<String, LimiterState, Void>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private String id;
  private String address;
  private long now;

  /** For deserialization only. */
  Farewell() {}

  Farewell(Crew.Hand hand, long now) {
    this.id = hand.id();
    this.address = hand.address();
    this.now = now;
  }

  @Override
  public Void process(Map.Entry<String, LimiterState> entry) {
    LimiterState state = entry.getValue();
    if (state != null) {
      entry.setValue(state.with(state.crew().farewell(new Crew.Hand(id, address), now)));
    }
    return null;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.FAREWELL;
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
