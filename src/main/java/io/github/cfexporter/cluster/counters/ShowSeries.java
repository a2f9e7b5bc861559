package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.cluster.wire.VersionForm;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.version.Writer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Notes that series are no longer held at zero, where their totals live: whoever shows them from now on
 * shows their values.
 *
 * @param shownTo those of windows that end up to this second since the epoch
 * @param writer knows the totals as they are, or nothing is noted: the other side of a split may have
 *     counted the same series in a later window
 */
public record ShowSeries(long shownTo, Writer writer)
    implements EntryProcessor<SourceZone, Totals, Long> {
  /** There is nothing to change. */
  static final long UNCHANGED = -1;

  /** The totals are not those that the writer knows. */
  static final long UNKNOWN = -2;

  /** Returns the watermark of the totals, in seconds since the epoch, or why they stay as they are. */
  @Override
  public Long process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue();
    if (totals == null) {
      return UNCHANGED;
    }
    Optional<Boolean> changed;
    synchronized (totals) { // the same object may be on its way to the database, see CountersStore
      changed = totals.show(shownTo, writer);
    }
    if (changed.isEmpty()) {
      return UNKNOWN;
    }
    if (changed.get()) {
      entry.setValue(totals);
    }
    return changed.get() ? totals.watermark() : UNCHANGED;
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(shownTo);
    VersionForm.write(writer, out);
  }

  public static ShowSeries read(ObjectDataInput in) throws IOException {
    return new ShowSeries(in.readLong(), VersionForm.readWriter(in));
  }
}
