package io.github.cfexporter.cloudflare;

import java.util.Arrays;

/**
 * Gives equal texts the same {@link String}, straight from the characters of an answer: a label value
 * that occurs in ten thousand rows becomes a string once. Open addressing; not safe for several
 * threads.
 */
public final class Texts {
  /** Beyond this many different texts, new ones are no longer remembered. */
  static final int MOST = 1 << 16;

  /** Characters beyond which a text is no label that comes again, but would be held as long as the answer. */
  private static final int LONGEST = 4 * 1024;

  private String[] table = new String[256];
  private int size;

  /** The text of some characters. */
  public String of(char[] chars, int from, int length) {
    if (length == 0) {
      return "";
    }
    int hash = hash(chars, from, length);
    int slot = slot(hash);
    for (String text = table[slot]; text != null; text = table[slot]) {
      if (text.hashCode() == hash && isSame(text, chars, from, length)) {
        return text;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    String text = new String(chars, from, length);
    if (size < MOST && length <= LONGEST) {
      table[slot] = text;
      growIfCrowded();
    }
    return text;
  }

  /** As {@link String#hashCode()}. */
  private static int hash(char[] chars, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + chars[i];
    }
    return hash;
  }

  private static boolean isSame(String text, char[] chars, int from, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }

  /** Texts that differ in their last characters only have hashes that differ in few low bits. */
  private int slot(int hash) {
    return (hash ^ (hash >>> 16)) & (table.length - 1);
  }

  private void growIfCrowded() {
    size++;
    if (size * 2 < table.length) {
      return;
    }
    String[] crowded = table;
    table = new String[crowded.length * 2];
    Arrays.stream(crowded).filter(text -> text != null).forEach(text -> {
      int slot = slot(text.hashCode());
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = text;
    });
  }
}
