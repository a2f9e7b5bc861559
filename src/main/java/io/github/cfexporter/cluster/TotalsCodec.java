package io.github.cfexporter.cluster;

import io.github.cfexporter.counting.FamilyTotals;
import io.github.cfexporter.counting.LabelForm;
import io.github.cfexporter.counting.SeriesTable;
import io.github.cfexporter.counting.Totals;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Totals as bytes, the same between nodes and in the database: a version, the watermark, then
 * families, each with its label forms and its series.
 */
final class TotalsCodec {
  private static final int VERSION = 1;

  /** Bytes; only damaged ones claim more. */
  private static final int LONGEST_TEXT = 1 << 20;

  static byte[] encode(Totals totals) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      write(out, totals);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IOException when the bytes are damaged or of another version
   */
  static Totals decode(byte[] bytes) throws IOException {
    return read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  static void write(DataOutput out, Totals totals) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(totals.watermark());
    writeFamilies(out, totals.families());
  }

  static Totals read(DataInput in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("unknown version of totals: " + version);
    }
    return new Totals(in.readLong(), readFamilies(in));
  }

  static void writeFamilies(DataOutput out, Collection<FamilyTotals> families) throws IOException {
    out.writeInt(families.size());
    for (FamilyTotals family : families) {
      writeText(out, family.family());
      writeLabels(out, family.labels());
      writeSeries(out, family.series());
    }
  }

  static List<FamilyTotals> readFamilies(DataInput in) throws IOException {
    int size = in.readInt();
    List<FamilyTotals> families = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      families.add(new FamilyTotals(readText(in), readLabels(in), readSeries(in)));
    }
    return families;
  }

  private static void writeLabels(DataOutput out, List<LabelForm> labels) throws IOException {
    out.writeInt(labels.size());
    for (LabelForm label : labels) {
      writeText(out, label.name());
      out.writeBoolean(label.grouped());
    }
  }

  private static List<LabelForm> readLabels(DataInput in) throws IOException {
    int size = in.readInt();
    List<LabelForm> labels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      labels.add(new LabelForm(readText(in), in.readBoolean()));
    }
    return labels;
  }

  private static void writeSeries(DataOutput out, SeriesTable series) throws IOException {
    out.writeInt(series.size());
    try {
      series.forEach((key, total, movedAt) -> writeOne(out, key, total, movedAt));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void writeOne(DataOutput out, String key, long total, int movedAt) {
    try {
      writeText(out, key);
      out.writeLong(total);
      out.writeInt(movedAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeriesTable readSeries(DataInput in) throws IOException {
    int size = in.readInt();
    SeriesTable series = new SeriesTable();
    for (int i = 0; i < size; i++) {
      addStored(series, readText(in), in.readLong(), in.readInt());
    }
    return series;
  }

  /** A total below zero was stored by a version that let counters go down; it begins anew. */
  private static void addStored(SeriesTable series, String key, long total, int movedAt) {
    series.add(key, Math.max(0, total), movedAt);
  }

  /** Not {@code writeUTF}, which ends at 64 KB and which Hazelcast writes in its own way. */
  private static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException("no text is so long: bytes=" + length);
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private TotalsCodec() {}
}
