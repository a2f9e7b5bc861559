package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Forgets families where their totals live; the watermark and the other families stay. */
public record DropFamilies(Set<String> families)
    implements EntryProcessor<SourceZone, Totals, Boolean> {
  public DropFamilies {
    families = Set.copyOf(families);
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

  public void write(ObjectDataOutput out) throws IOException {
    out.writeStringArray(families.toArray(String[]::new));
  }

  public static DropFamilies read(ObjectDataInput in) throws IOException {
    return new DropFamilies(Set.of(in.readStringArray()));
  }
}
