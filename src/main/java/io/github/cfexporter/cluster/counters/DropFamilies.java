package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Forgets families where their totals live; the watermark and the other families stay. */
public final class DropFamilies
    implements EntryProcessor<SourceZone, Totals, Boolean>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private transient Set<String> families;

  /** For deserialization only. */
  public DropFamilies() {}

  public DropFamilies(Set<String> families) {
    this.families = Set.copyOf(families);
  }

  @Override
  public Boolean process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue();
    if (totals == null) {
      return false;
    }
    boolean dropped;
    synchronized (totals) { // the same object may be on its way to the database, see CountersStore
      dropped = totals.drop(families);
    }
    if (dropped) {
      entry.setValue(totals);
    }
    return dropped;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.DROP_FAMILIES;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeStringArray(families.toArray(new String[0]));
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    families = Set.of(in.readStringArray());
  }
}
