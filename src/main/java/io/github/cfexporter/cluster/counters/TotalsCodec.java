package io.github.cfexporter.cluster.counters;

import io.github.cfexporter.cluster.wire.VersionForm;
import io.github.cfexporter.counting.Journal;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.series.Births;
import io.github.cfexporter.counting.series.FamilyTotals;
import io.github.cfexporter.counting.series.LabelForm;
import io.github.cfexporter.counting.series.SeriesTable;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Totals as bytes, the same between nodes and in the database: a version, the watermark, which counters
 * these are, then families, each with its label forms, the windows that brought its series, and these.
 * Version 2 knew the second up to which new series are shown, but not who had added windows; version 1
 * not even the windows that brought a series: all of its series have been shown. Behind those of version
 * 2 and later stands a journal of minutes where there is one, which the first byte tells.
 */
public final class TotalsCodec {
  private static final int VERSION = 3;

  private static final int WITHOUT_WRITERS = 2;

  private static final int WITHOUT_BIRTHS = 1;

  /** Beside the version: a journal stands behind the families. */
  private static final int JOURNAL = 0x40;

  /** Bytes. */
  private static final int BUFFER = 1 << 16;

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

  /**
   * Reads what {@link #encode} wrote, series by series, and counts what finds no room under {@code
   * other} as it comes, so that what is in memory never is more than what is kept.
   *
   * @param mostSeries most series of each family that are kept as they are
   * @throws IOException when the bytes are damaged or of another version
   */
  static Totals decode(InputStream bytes, int mostSeries) throws IOException {
    return read(new DataInputStream(new BufferedInputStream(bytes, BUFFER)), mostSeries);
  }

  public static void write(DataOutput out, Totals totals) throws IOException {
    boolean journal = !totals.journal().isEmpty();
    out.writeByte(journal ? VERSION | JOURNAL : VERSION);
    out.writeLong(totals.watermark());
    VersionForm.write(totals.version(), out);
    writeFamilies(out, totals.families());
    if (journal) {
      JournalCodec.write(out, totals.journal());
    }
  }

  public static Totals read(DataInput in) throws IOException {
    return read(in, Integer.MAX_VALUE);
  }

  private static Totals read(DataInput in, int mostSeries) throws IOException {
    int form = in.readUnsignedByte();
    int version = form & ~JOURNAL;
    boolean journal = form != version;
    boolean births = version == VERSION || version == WITHOUT_WRITERS;
    if (!births && (version != WITHOUT_BIRTHS || journal)) {
      throw new IOException("unknown version of totals: " + form);
    }
    long watermark = in.readLong();
    return new Totals(
        watermark,
        version == VERSION
            ? VersionForm.read(in)
            : new Version(VersionVector.upTo(watermark), births ? in.readLong() : watermark),
        readFamilies(in, births, mostSeries),
        journal ? JournalCodec.read(in) : new Journal());
  }

  static void writeFamilies(DataOutput out, Collection<FamilyTotals> families) throws IOException {
    out.writeInt(families.size());
    for (FamilyTotals family : families) {
      writeText(out, family.family());
      writeLabels(out, family.labels());
      writeBirths(out, family.births());
      writeSeries(out, family.series());
    }
  }

  static List<FamilyTotals> readFamilies(DataInput in) throws IOException {
    return readFamilies(in, true, Integer.MAX_VALUE);
  }

  private static List<FamilyTotals> readFamilies(DataInput in, boolean births, int mostSeries)
      throws IOException {
    int size = in.readInt();
    List<FamilyTotals> families = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      FamilyTotals family = new FamilyTotals(readText(in), readLabels(in), new SeriesTable());
      readSeries(in, family, births ? readBirths(in) : new Births(), mostSeries);
      families.add(family);
    }
    return families;
  }

  static void writeLabels(DataOutput out, List<LabelForm> labels) throws IOException {
    out.writeInt(labels.size());
    for (LabelForm label : labels) {
      writeText(out, label.name());
      out.writeBoolean(label.grouped());
    }
  }

  static List<LabelForm> readLabels(DataInput in) throws IOException {
    int size = in.readInt();
    List<LabelForm> labels = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      labels.add(new LabelForm(readText(in), in.readBoolean()));
    }
    return labels;
  }

  private static void writeBirths(DataOutput out, Births births) throws IOException {
    out.writeInt(births.runs());
    for (int run = 0; run < births.runs(); run++) {
      out.writeInt(births.position(run));
      out.writeInt(births.window(run));
    }
  }

  private static Births readBirths(DataInput in) throws IOException {
    Births births = new Births();
    for (int left = in.readInt(); left > 0; left--) {
      births.begin(in.readInt(), in.readInt());
    }
    return births;
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

  private static void readSeries(DataInput in, FamilyTotals family, Births births, int mostSeries)
      throws IOException {
    int size = in.readInt();
    FamilyTotals.Loader loader = family.loader(size, mostSeries);
    int run = 0;
    for (int i = 0; i < size; i++) {
      for (; run < births.runs() && births.position(run) <= i; run++) {
        family.births().begin(family.series().size(), births.window(run));
      }
      loader.add(readText(in), stored(in.readLong()), in.readInt());
    }
  }

  /** A total below zero was stored by a version that let counters go down; it begins anew. */
  private static long stored(long total) {
    return Math.max(0, total);
  }

  /** Not {@code writeUTF}, which ends at 64 KB and which Hazelcast writes in its own way. */
  static void writeText(DataOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readText(DataInput in) throws IOException {
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
