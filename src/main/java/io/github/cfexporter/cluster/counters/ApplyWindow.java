package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.IdentifiedDataSerializable;
import io.github.cfexporter.cluster.Serializers;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.Retention;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Adds one window to the totals where they live, exactly once: the entry's watermark decides, under
 * the partition's own thread, so two owners at once cost API calls but never counts.
 */
public final class ApplyWindow
    implements EntryProcessor<SourceZone, Totals, Applied>, IdentifiedDataSerializable {
  private static final long serialVersionUID = 1L;

  private long resumed;
  private long from;
  private long to;
  private transient Retention kept;
  private transient Delta delta;

  /** For deserialization only. */
  public ApplyWindow() {}

  public ApplyWindow(long resumed, Window window, Delta delta, Retention kept) {
    this.resumed = resumed;
    this.from = window.from();
    this.to = window.to();
    this.kept = kept;
    this.delta = delta;
  }

  Retention kept() {
    return kept;
  }

  /** Where the counters stand when the window has been added, in seconds since the epoch. */
  long watermark() {
    return to;
  }

  @Override
  public Applied process(Map.Entry<SourceZone, Totals> entry) {
    Totals totals = entry.getValue() == null ? Totals.startingAt(resumed) : entry.getValue();
    Applied applied;
    synchronized (totals) { // the same object may be on its way to the database, see CountersStore
      applied = totals.add(resumed, new Window(from, to), delta, kept);
    }
    if (applied.outcome() == Applied.Outcome.ADDED) {
      entry.setValue(totals);
    }
    return applied;
  }

  @Override
  public int getFactoryId() {
    return Serializers.FACTORY;
  }

  @Override
  public int getClassId() {
    return Serializers.APPLY_WINDOW;
  }

  @Override
  public void writeData(ObjectDataOutput out) throws IOException {
    out.writeLong(resumed);
    out.writeLong(from);
    out.writeLong(to);
    out.writeLong(~kept.idleBefore()); // below zero, which says that the cap follows
    out.writeInt(kept.mostSeries());
    TotalsCodec.writeFamilies(out, delta.counters());
  }

  @Override
  public void readData(ObjectDataInput in) throws IOException {
    resumed = in.readLong();
    from = in.readLong();
    to = in.readLong();
    long idleBefore = in.readLong();
    kept = idleBefore < 0
        ? new Retention(~idleBefore, in.readInt())
        : new Retention(idleBefore, Integer.MAX_VALUE); // from a version that had no cap
    delta = new Delta(TotalsCodec.readFamilies(in), List.of());
  }
}
