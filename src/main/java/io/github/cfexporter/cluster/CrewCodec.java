package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.limiter.Crew;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A crew as bytes. */
final class CrewCodec {

  static void write(ObjectDataOutput out, Crew crew) throws IOException {
    out.writeLong(crew.epoch());
    out.writeLong(crew.changedAt());
    out.writeInt(crew.seats().size());
    for (Map.Entry<String, Crew.Seat> seat : crew.seats().entrySet()) {
      out.writeString(seat.getKey());
      out.writeLong(seat.getValue().missingSince());
      out.writeLong(seat.getValue().countsFrom());
    }
    out.writeStringArray(crew.leaving().toArray(String[]::new));
  }

  static Crew read(ObjectDataInput in) throws IOException {
    long epoch = in.readLong();
    long changedAt = in.readLong();
    Map<String, Crew.Seat> seats = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      seats.put(in.readString(), new Crew.Seat(in.readLong(), in.readLong()));
    }
    String[] leaving = in.readStringArray();
    return new Crew(
        epoch, changedAt, seats, leaving == null ? Set.of() : new TreeSet<>(Set.of(leaving)));
  }

  private CrewCodec() {}
}
