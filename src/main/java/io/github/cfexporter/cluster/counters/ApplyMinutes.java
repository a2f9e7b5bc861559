package io.github.cfexporter.cluster.counters;

import com.hazelcast.map.EntryProcessor;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.series.JournalTerms;
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
    window.writeTerms(out);
    JournalTerms terms = window.kept().journal().orElseThrow();
    out.writeLong(terms.oldest());
    out.writeLong(terms.mostBytes());
    JournalCodec.writePositions(out, terms.sent());
    JournalCodec.writeMinutes(out, window.delta().minutes());
  }

  public static ApplyMinutes read(ObjectDataInput in) throws IOException {
    ApplyWindow window = ApplyWindow.readTerms(in);
    JournalTerms terms =
        new JournalTerms(in.readLong(), in.readLong(), JournalCodec.readPositions(in));
    Delta counted = new Delta(JournalCodec.readMinutes(in));
    return new ApplyMinutes(window.with(counted, window.kept().with(terms)));
  }
}
