package io.github.cfexporter.cloudflare;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Gives equal texts the same {@link String}, straight from the bytes of an answer: a label value that
 * occurs in ten thousand rows is decoded once. Open addressing; not safe for several threads.
 */
final class Texts {
  /** Beyond this many different texts, new ones are no longer remembered. */
  static final int MOST = 1 << 16;

  /** Bytes beyond which a text is no label that comes again, but would be held as long as the answer. */
  private static final int LONGEST = 4 * 1024;

  private Entry[] table = new Entry[256];
  private int size;

  private static final class Entry {
    private final long hash;
    private final byte[] bytes;
    private final String text;

    Entry(long hash, byte[] bytes, String text) {
      this.hash = hash;
      this.bytes = bytes;
      this.text = text;
    }
  }

  /**
   * The text of some bytes of UTF-8.
   *
   * @param hash of these bytes, see {@link EightBytes#hash}
   */
  String of(byte[] bytes, int from, int to, long hash) {
    if (from == to) {
      return "";
    }
    int slot = slot(hash);
    for (Entry entry = table[slot]; entry != null; entry = table[slot]) {
      if (entry.hash == hash
          && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, from, to)) {
        return entry.text;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (size < MOST && to - from <= LONGEST) {
      table[slot] = new Entry(hash, Arrays.copyOfRange(bytes, from, to), text);
      growIfCrowded();
    }
    return text;
  }

  private int slot(long hash) {
    return (int) hash & (table.length - 1);
  }

  private void growIfCrowded() {
    size++;
    if (size * 2 < table.length) {
      return;
    }
    Entry[] crowded = table;
    table = new Entry[crowded.length * 2];
    for (Entry entry : crowded) {
      if (entry != null) {
        int slot = slot(entry.hash);
        while (table[slot] != null) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = entry;
      }
    }
  }
}
