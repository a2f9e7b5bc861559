package io.github.cfexporter.cluster;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.limiter.Crew;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Notes who is in sight, and answers the crew after that; null if the limiter has moved. */
final class Muster
    implements EntryProcessor<String, LimiterState, LimiterState>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private long term;
  private long now;
  private transient Set<Crew.Hand> inSight;

  /** For deserialization only. */
  Muster() {}

  Muster(long term, Set<Crew.Hand> inSight, long now) {
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
    LimiterState looked = state.with(state.crew().observe(inSight, now));
    entry.setValue(looked); // also if it is the same, for the others must acknowledge it
    return looked;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.MUSTER;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(term);
    out.writeLong(now);
    out.writeInt(inSight.size());
    for (Crew.Hand hand : inSight) {
      out.writeString(hand.id());
      out.writeString(hand.address());
    }
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    term = in.readLong();
    now = in.readLong();
    inSight = new HashSet<>();
    for (int left = in.readInt(); left > 0; left--) {
      inSight.add(new Crew.Hand(in.readString(), in.readString()));
    }
  }
}
