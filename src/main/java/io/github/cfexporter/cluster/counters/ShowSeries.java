package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;
import java.util.Map;

/**
 * Notes that series are no longer held at zero, where their totals live: whoever shows them from now on
 * shows their values.
 *
 * @param shownTo those of windows that end up to this second since the epoch
 */
public record ShowSeries(long shownTo) implements EntryProcessor<SourceZone, Totals, Long> {

  /** Returns the watermark of the totals, in seconds since the epoch; -1 when there is nothing to change. */
  @Override
  public Long process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue();
    if (totals == null) {
      return -1L;
    }
    boolean later;
    synchronized (totals) { // the same object may be on its way to the database, see CountersStore
      later = totals.show(shownTo);
    }
    if (later) {
      entry.setValue(totals);
    }
    return later ? totals.watermark() : -1;
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(shownTo);
  }

  public static ShowSeries read(ObjectDataInput in) throws IOException {
    return new ShowSeries(in.readLong());
  }
}
