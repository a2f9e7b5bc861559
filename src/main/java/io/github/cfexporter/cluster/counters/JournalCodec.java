package io.github.cfexporter.cluster.counters;

import io.github.cfexporter.counting.Gauges;
import io.github.cfexporter.counting.Journal;
import io.github.cfexporter.counting.JournalEntry;
import io.github.cfexporter.counting.Minute;
import io.github.cfexporter.counting.MinuteChanges;
import io.github.cfexporter.counting.series.SeriesTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The journal of totals, and minutes that are on their way to it, as bytes. */
final class JournalCodec {

  static void write(DataOutput out, Journal journal) throws IOException {
    writePositions(out, journal.sent());
    writeChanges(out, journal.leaving());
    out.writeInt(journal.entries().size());
    for (JournalEntry entry : journal.entries()) {
      out.writeLong(entry.begin());
      out.writeLong(entry.end());
      out.writeInt(entry.samples());
      writeChanges(out, entry.changes());
      writeGauges(out, entry.gauges());
    }
  }

  static Journal read(DataInput in) throws IOException {
    Map<String, Long> sent = readPositions(in);
    List<MinuteChanges> leaving = readChanges(in);
    List<JournalEntry> entries = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      entries.add(new JournalEntry(
          in.readLong(), in.readLong(), in.readInt(), readChanges(in), readGauges(in)));
    }
    return new Journal(entries, sent, leaving);
  }

  static void writeMinutes(DataOutput out, Collection<Minute> minutes) throws IOException {
    out.writeInt(minutes.size());
    for (Minute minute : minutes) {
      out.writeLong(minute.end());
      TotalsCodec.writeFamilies(out, minute.counters());
      writeGauges(out, minute.gauges());
    }
  }

  static List<Minute> readMinutes(DataInput in) throws IOException {
    List<Minute> minutes = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      minutes.add(new Minute(in.readLong(), TotalsCodec.readFamilies(in), readGauges(in)));
    }
    return minutes;
  }

  /** By receiver, seconds since the epoch. */
  static void writePositions(DataOutput out, Map<String, Long> sent) throws IOException {
    out.writeInt(sent.size());
    for (Map.Entry<String, Long> position : new TreeMap<>(sent).entrySet()) {
      TotalsCodec.writeText(out, position.getKey());
      out.writeLong(position.getValue());
    }
  }

  static Map<String, Long> readPositions(DataInput in) throws IOException {
    Map<String, Long> sent = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      sent.put(TotalsCodec.readText(in), in.readLong());
    }
    return sent;
  }

  private static void writeChanges(DataOutput out, Collection<MinuteChanges> all)
      throws IOException {
    out.writeInt(all.size());
    for (MinuteChanges changes : all) {
      TotalsCodec.writeText(out, changes.family());
      TotalsCodec.writeLabels(out, changes.labels());
      out.writeBoolean(changes.continued());
      writeSeries(out, changes.began());
      writeSeries(out, changes.grew());
      writeSeries(out, changes.left());
    }
  }

  private static List<MinuteChanges> readChanges(DataInput in) throws IOException {
    List<MinuteChanges> all = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      all.add(new MinuteChanges(
          TotalsCodec.readText(in),
          TotalsCodec.readLabels(in),
          in.readBoolean(),
          readSeries(in),
          readSeries(in),
          readSeries(in)));
    }
    return all;
  }

  private static void writeSeries(DataOutput out, SeriesTable series) throws IOException {
    out.writeInt(series.size());
    try {
      series.forEach((key, amount, movedAt) -> writeOne(out, key, amount));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void writeOne(DataOutput out, String key, long amount) {
    try {
      TotalsCodec.writeText(out, key);
      out.writeLong(amount);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeriesTable readSeries(DataInput in) throws IOException {
    int size = in.readInt();
    SeriesTable series = new SeriesTable();
    for (int i = 0; i < size; i++) {
      series.add(TotalsCodec.readText(in), Math.max(0, in.readLong()), 0);
    }
    return series;
  }

  private static void writeGauges(DataOutput out, Collection<Gauges> families) throws IOException {
    out.writeInt(families.size());
    for (Gauges family : families) {
      TotalsCodec.writeText(out, family.family());
      out.writeInt(family.labels().size());
      for (String label : family.labels()) {
        TotalsCodec.writeText(out, label);
      }
      out.writeBoolean(family.amount());
      out.writeInt(family.values().size());
      for (Map.Entry<String, Double> value : family.values().entrySet()) {
        TotalsCodec.writeText(out, value.getKey());
        out.writeDouble(value.getValue());
      }
    }
  }

  private static List<Gauges> readGauges(DataInput in) throws IOException {
    List<Gauges> families = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String family = TotalsCodec.readText(in);
      List<String> labels = new ArrayList<>();
      for (int more = in.readInt(); more > 0; more--) {
        labels.add(TotalsCodec.readText(in));
      }
      boolean amount = in.readBoolean();
      Map<String, Double> values = new LinkedHashMap<>();
      for (int more = in.readInt(); more > 0; more--) {
        values.put(TotalsCodec.readText(in), in.readDouble());
      }
      families.add(new Gauges(family, labels, amount, values));
    }
    return families;
  }

  private JournalCodec() {}
}
