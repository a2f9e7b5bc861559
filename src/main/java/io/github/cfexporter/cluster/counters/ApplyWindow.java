package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.cluster.wire.VersionForm;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.counting.version.Writer;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Adds one window to the totals where they live, exactly once: the entry's watermark decides, under
 * the partition's own thread, so two owners at once cost API calls but never counts.
 *
 * @param resumed where totals begin that are not there yet, in seconds since the epoch
 * @param writer knows the totals as they are, or the window is not added
 */
public record ApplyWindow(long resumed, Window window, Delta delta, Retention kept, Writer writer)
    implements EntryProcessor<SourceZone, Totals, Applied> {

  /** Where the counters stand when the window has been added, in seconds since the epoch. */
  long watermark() {
    return window.to();
  }

  @Override
  public Applied process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue() == null ? Totals.startingAt(resumed) : entry.getValue();
    Applied applied;
    synchronized (totals) { // the same object may be on its way to the database, see CountersStore
      applied = totals.add(resumed, window, delta, kept, writer);
    }
    if (applied.outcome() == Applied.Outcome.ADDED) {
      entry.setValue(totals);
    }
    return applied;
  }

  /** Gauges stay on this node. */
  public void write(ObjectDataOutput out) throws IOException {
    writeTerms(out);
    TotalsCodec.writeFamilies(out, delta.counters());
  }

  /** Which window it is and what becomes of its series, but not what was counted. */
  void writeTerms(ObjectDataOutput out) throws IOException {
    out.writeLong(resumed);
    out.writeLong(window.from());
    out.writeLong(window.to());
    out.writeLong(kept.idleBefore());
    out.writeInt(kept.mostSeries());
    out.writeLong(kept.shownTo());
    VersionForm.write(writer, out);
  }

  public static ApplyWindow read(ObjectDataInput in) throws IOException {
    ApplyWindow terms = readTerms(in);
    return terms.with(new Delta(TotalsCodec.readFamilies(in), List.of()), terms.kept);
  }

  /** What {@link #writeTerms} wrote: a window in which nothing was counted. */
  static ApplyWindow readTerms(ObjectDataInput in) throws IOException {
    long resumed = in.readLong();
    Window window = new Window(in.readLong(), in.readLong());
    Retention kept = new Retention(in.readLong(), in.readInt(), in.readLong());
    return new ApplyWindow(
        resumed, window, new Delta(List.of(), List.of()), kept, VersionForm.readWriter(in));
  }

  /** The same window with what was counted. */
  ApplyWindow with(Delta counted, Retention retention) {
    return new ApplyWindow(resumed, window, counted, retention, writer);
  }
}
