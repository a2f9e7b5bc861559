package io.github.cfexporter.cluster;

import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.StreamSerializer;
import io.github.cfexporter.counting.FamilyTotals;
import io.github.cfexporter.counting.LabelForm;
import io.github.cfexporter.counting.SeriesTable;
import io.github.cfexporter.counting.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Watermark, then families, each with its label forms and its series. */
final class TotalsSerializer implements StreamSerializer<Totals> {

  @Override
  public int getTypeId() {
    return Serializers.TOTALS;
  }

  @Override
  public void write(ObjectDataOutput out, Totals totals) throws IOException {
    out.writeLong(totals.watermark());
    writeFamilies(out, totals.families());
  }

  @Override
  public Totals read(ObjectDataInput in) throws IOException {
    return new Totals(in.readLong(), readFamilies(in));
  }

  static void writeFamilies(ObjectDataOutput out, Collection<FamilyTotals> families)
      throws IOException {
    out.writeInt(families.size());
    for (FamilyTotals family : families) {
      out.writeString(family.family());
      writeLabels(out, family.labels());
      writeSeries(out, family.series());
    }
  }

  static List<FamilyTotals> readFamilies(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    List<FamilyTotals> families = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      families.add(new FamilyTotals(in.readString(), readLabels(in), readSeries(in)));
    }
    return families;
  }

  private static void writeLabels(ObjectDataOutput out, List<LabelForm> labels) throws IOException {
    out.writeInt(labels.size());
    for (LabelForm label : labels) {
      out.writeString(label.name());
      out.writeBoolean(label.grouped());
    }
  }

  private static List<LabelForm> readLabels(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    List<LabelForm> labels = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      labels.add(new LabelForm(in.readString(), in.readBoolean()));
    }
    return labels;
  }

  private static void writeSeries(ObjectDataOutput out, SeriesTable series) throws IOException {
    out.writeInt(series.size());
    try {
      series.forEach((key, total, movedAt) -> writeOne(out, key, total, movedAt));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void writeOne(ObjectDataOutput out, String key, long total, int movedAt) {
    try {
      out.writeString(key);
      out.writeLong(total);
      out.writeInt(movedAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeriesTable readSeries(ObjectDataInput in) throws IOException {
    int size = in.readInt();
    SeriesTable series = new SeriesTable();
    for (int i = 0; i < size; i++) {
      series.add(in.readString(), in.readLong(), in.readInt());
    }
    return series;
  }
}
