package io.github.cfexporter.backfill;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.counters.TotalsCodec;
import io.github.cfexporter.counting.Totals;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a backfill came, so that a later run goes on from there.
 *
 * @param work what the run was about, see {@link BackfillOptions#work}
 * @param to second at which it ends, since the epoch
 * @param next second from which to go on
 * @param lengths what the sink must know
 */
record BackfillState(
    String work, long to, long next, Map<String, Long> lengths, Map<SourceZone, Totals> totals) {
  private static final int VERSION = 1;

  /** Takes the place of what was written before, as a whole or not at all. */
  void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
      out.writeInt(VERSION);
      out.writeUTF(work);
      out.writeLong(to);
      out.writeLong(next);
      out.writeInt(lengths.size());
      for (Map.Entry<String, Long> length : lengths.entrySet()) {
        out.writeUTF(length.getKey());
        out.writeLong(length.getValue());
      }
      out.writeInt(totals.size());
      for (Map.Entry<SourceZone, Totals> one : totals.entrySet()) {
        out.writeUTF(one.getKey().account());
        out.writeUTF(one.getKey().kind());
        out.writeUTF(one.getKey().source());
        out.writeUTF(one.getKey().zone());
        TotalsCodec.write(out, one.getValue());
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** What an earlier run left; empty if there was none. */
  static Optional<BackfillState> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("unknown version " + version);
      }
      String work = in.readUTF();
      long to = in.readLong();
      long next = in.readLong();
      Map<String, Long> lengths = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        lengths.put(in.readUTF(), in.readLong());
      }
      Map<SourceZone, Totals> totals = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        SourceZone key = new SourceZone(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
        totals.put(key, TotalsCodec.read(in));
      }
      return Optional.of(new BackfillState(work, to, next, lengths, totals));
    }
  }
}
