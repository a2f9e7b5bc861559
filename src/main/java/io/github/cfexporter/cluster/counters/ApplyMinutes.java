package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.JournalTerms;
import io.github.cfexporter.counting.series.Retention;
import java.io.IOException;
import java.util.Map;

/**
 * Adds one window that is taken apart into its minutes. By itself, so that what a cluster without
 * receivers of minutes sends stays what it was.
 */
public record ApplyMinutes(ApplyWindow window)
    implements EntryProcessor<SourceZone, Totals, Applied> {

  @Override
  public Applied process(Map.Entry<SourceZone, Totals> entry) {
    return window.process(entry);
  }

  public void write(ObjectDataOutput out) throws IOException {
    out.writeLong(window.resumed());
    out.writeLong(window.window().from());
    out.writeLong(window.window().to());
    Retention kept = window.kept();
    out.writeLong(kept.idleBefore());
    out.writeInt(kept.mostSeries());
    out.writeLong(kept.shownTo());
    JournalTerms terms = kept.journal().orElseThrow();
    out.writeLong(terms.oldest());
    out.writeLong(terms.mostBytes());
    JournalCodec.writePositions(out, terms.sent());
    JournalCodec.writeMinutes(out, window.delta().minutes());
  }

  public static ApplyMinutes read(ObjectDataInput in) throws IOException {
    long resumed = in.readLong();
    Window window = new Window(in.readLong(), in.readLong());
    Retention kept = new Retention(in.readLong(), in.readInt(), in.readLong());
    JournalTerms terms =
        new JournalTerms(in.readLong(), in.readLong(), JournalCodec.readPositions(in));
    return new ApplyMinutes(new ApplyWindow(
        resumed, window, new Delta(JournalCodec.readMinutes(in)), kept.with(terms)));
  }
}
