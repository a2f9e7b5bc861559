package io.github.cfexporter.cluster.counters;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;

/** Totals between nodes, in the form of {@link TotalsCodec}. */
public final class TotalsSerializer implements StreamSerializer<Totals> {

  @Override
  public int getTypeId() {
    return Serializers.TOTALS;
  }

  @Override
  public void write(ObjectDataOutput out, Totals totals) throws IOException {
    TotalsCodec.write(out, totals);
  }

  @Override
  public Totals read(ObjectDataInput in) throws IOException {
    return TotalsCodec.read(in);
  }
}
