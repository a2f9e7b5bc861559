package io.github.cfexporter.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.cluster.counters.TotalsCodec;
import io.github.cfexporter.counting.Totals;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
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
 * @param next second from which to go on, since the epoch
 * @param lengths what the sink must know
 */
record BackfillState(
    String work, long next, Map<String, Long> lengths, Map<SourceZone, Totals> totals) {
  private static final int VERSION = 2;

  /** Bytes; only damaged ones claim more. */
  private static final int LONGEST_TEXT = 1 << 26;

  /** Takes the place of what was written before, as a whole or not at all. */
  void write(Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
      out.writeInt(VERSION);
      write(out, work);
      out.writeLong(next);
      out.writeInt(lengths.size());
      for (Map.Entry<String, Long> length : lengths.entrySet()) {
        write(out, length.getKey());
        out.writeLong(length.getValue());
      }
      out.writeInt(totals.size());
      for (Map.Entry<SourceZone, Totals> one : totals.entrySet()) {
        write(out, one.getKey().account());
        write(out, one.getKey().kind());
        write(out, one.getKey().source());
        write(out, one.getKey().zone());
        TotalsCodec.write(out, one.getValue());
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** A text of any length, which {@link DataOutputStream#writeUTF} does not take. */
  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST_TEXT) {
      throw new IOException("a text of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it breaks off");
    }
    return new String(bytes, UTF_8);
  }

  /**
   * What an earlier run left; empty if there was none.
   *
   * @throws BackfillException when the file is not what such a run leaves
   */
  static Optional<BackfillState> read(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException("unknown version " + version);
      }
      return Optional.of(read(in));
    } catch (IOException e) {
      throw new BackfillException(
          "--state: \"" + file + "\" cannot be read (" + e.getMessage()
              + "), allowed is a file that an earlier run of this release has written, or none: delete"
              + " it to begin anew",
          e);
    }
  }

  private static BackfillState read(DataInputStream in) throws IOException {
    String work = text(in);
    long next = in.readLong();
    Map<String, Long> lengths = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      lengths.put(text(in), in.readLong());
    }
    Map<SourceZone, Totals> totals = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      SourceZone key = new SourceZone(text(in), text(in), text(in), text(in));
      totals.put(key, TotalsCodec.read(in));
    }
    return new BackfillState(work, next, lengths, totals);
  }
}
