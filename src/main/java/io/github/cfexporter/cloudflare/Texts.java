package io.github.cfexporter.cloudflare;

/**
 * Gives equal texts the same {@link String}, straight from a parser's buffer: a label value that
 * occurs in ten thousand rows is allocated once. Open addressing; not safe for several threads.
 */
final class Texts {
  /** Beyond this many different texts, new ones are no longer remembered. */
  static final int MOST = 1 << 16;

  private String[] table = new String[256];
  private int size;

  String of(char[] chars, int offset, int length) {
    if (length == 0) {
      return "";
    }
    int slot = find(chars, offset, length);
    if (table[slot] != null) {
      return table[slot];
    }
    String text = new String(chars, offset, length);
    if (size < MOST) {
      table[slot] = text;
      growIfCrowded();
    }
    return text;
  }

  /** The slot of the text, or the free one where it belongs. */
  private int find(char[] chars, int offset, int length) {
    int hash = hash(chars, offset, length);
    int slot = spread(hash) & (table.length - 1);
    while (table[slot] != null && !equal(table[slot], hash, chars, offset, length)) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  /** As {@link String#hashCode}, so that a stored text brings its own hash along. */
  private static int hash(char[] chars, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + chars[i];
    }
    return hash;
  }

  private static int spread(int hash) {
    return hash ^ (hash >>> 16);
  }

  private static boolean equal(String text, int hash, char[] chars, int offset, int length) {
    if (text.length() != length || text.hashCode() != hash) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[offset + i]) {
        return false;
      }
    }
    return true;
  }

  private void growIfCrowded() {
    size++;
    if (size * 2 < table.length) {
      return;
    }
    String[] crowded = table;
    table = new String[crowded.length * 2];
    for (String text : crowded) {
      if (text != null) {
        int slot = spread(text.hashCode()) & (table.length - 1);
        while (table[slot] != null) {
          slot = (slot + 1) & (table.length - 1);
        }
        table[slot] = text;
      }
    }
  }
}
