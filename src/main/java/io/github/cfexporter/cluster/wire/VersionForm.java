package io.github.cfexporter.cluster.wire;

import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.counting.version.VersionVector;
import io.github.cfexporter.counting.version.Writer;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Versions of counters, and who knows them, as bytes. */
public final class VersionForm {

  public static void write(Version version, DataOutput out) throws IOException {
    out.writeLong(version.shownTo());
    out.writeLong(version.windows().all());
    out.writeInt(version.windows().writers().size());
    for (Map.Entry<Long, Long> writer : new TreeMap<>(version.windows().writers()).entrySet()) {
      out.writeLong(writer.getKey());
      out.writeLong(writer.getValue());
    }
  }

  public static Version read(DataInput in) throws IOException {
    long shownTo = in.readLong();
    long all = in.readLong();
    Map<Long, Long> writers = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      writers.put(in.readLong(), in.readLong());
    }
    return new Version(new VersionVector(all, writers), shownTo);
  }

  public static void write(Writer writer, DataOutput out) throws IOException {
    out.writeLong(writer.id());
    write(writer.knows(), out);
  }

  public static Writer readWriter(DataInput in) throws IOException {
    return new Writer(in.readLong(), read(in));
  }

  private VersionForm() {}
}
