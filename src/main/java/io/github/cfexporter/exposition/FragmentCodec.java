package io.github.cfexporter.exposition;

import io.github.cfexporter.exposition.Fragment.Section;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Fragments as bytes: a version, the number of sections, then for each its family, its series and the
 * number of its chunks, then for each plain length, CRC-32, compressed length and compressed lines.
 */
final class FragmentCodec {
  private static final int VERSION = 2;

  static byte[] encode(Fragment fragment) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(fragment.sections().size());
      for (Section section : fragment.sections()) {
        write(section, out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  static Fragment decode(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version of a fragment: " + version);
      }
      int count = in.readInt();
      List<Section> sections = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sections.add(readSection(in));
      }
      return new Fragment(sections);
    } catch (IOException e) {
      throw new IllegalArgumentException("a fragment ends too early: bytes=" + bytes.length, e);
    }
  }

  private static void write(Section section, DataOutputStream out) throws IOException {
    out.writeUTF(section.family());
    out.writeInt(section.series());
    out.writeInt(section.chunks().size());
    for (Chunk chunk : section.chunks()) {
      byte[] deflated = chunk.deflated();
      out.writeInt(chunk.plainLength());
      out.writeInt(chunk.crc());
      out.writeInt(deflated.length);
      out.write(deflated);
    }
  }

  private static Section readSection(DataInputStream in) throws IOException {
    String family = in.readUTF();
    int series = in.readInt();
    int count = in.readInt();
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chunks.add(readChunk(in));
    }
    return new Section(family, series, chunks);
  }

  private static Chunk readChunk(DataInputStream in) throws IOException {
    int plainLength = in.readInt();
    int crc = in.readInt();
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("compressed lines are missing: bytes=" + length);
    }
    return Chunk.inflated(in.readNBytes(length), plainLength, crc);
  }

  private FragmentCodec() {}
}
