package io.github.cfexporter.exposition;

import io.github.cfexporter.counting.series.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Spells sample lines straight into bytes: {@link #begin} says what all of them share, {@link #line}
 * adds what differs. Nothing but the result is allocated for a line. Not thread-safe.
 */
public final class LineWriter {
  private static final int LONGEST_NUMBER = 25; // -1.2345678901234567E-300

  /** UTF-8 of a character takes three bytes at most, half a surrogate pair's share is less. */
  private static final int MOST_BYTES = 3;

  /** Whether an ASCII character is written as it is. */
  private static final boolean[] IS_PLAIN = isPlain();

  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private byte[] name = {};

  /** The name of the counter that is written along with its beginnings. */
  private byte[] counter = {};

  /** What stands between the name and the first value of a key. */
  private byte[] head = {};

  /** What stands behind each of the values of a key. */
  private byte[][] behind = {};

  /** Bytes that a line may take beside its key. */
  private int room;

  /**
   * What the next lines have in common.
   *
   * @param names names of all labels, those with shared values first
   * @param shared values of the first labels
   */
  void begin(String family, List<String> names, List<String> shared) {
    name = family.getBytes(StandardCharsets.US_ASCII);
    counter = Created.counterOf(family).getBytes(StandardCharsets.US_ASCII);
    StringBuilder text = new StringBuilder();
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      text.append(i == 0 ? "{" : "\",").append(names.get(i)).append("=\"");
      if (i < shared.size()) {
        Text.appendLabelValue(text, shared.get(i));
      } else {
        parts.add(takeBytes(text));
      }
    }
    parts.add(takeBytes(text.append(names.isEmpty() ? " " : "\"} ")));
    head = parts.get(0);
    behind = parts.subList(1, parts.size()).toArray(byte[][]::new);
    room = name.length + parts.stream().mapToInt(part -> part.length).sum() + LONGEST_NUMBER + 1;
  }

  private static byte[] takeBytes(StringBuilder text) {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    text.setLength(0);
    return bytes;
  }

  /** Adds a line. The key is that of {@link SeriesKey}, with a value for each label not shared. */
  public void line(String key, long number) {
    labels(name, key);
    length = Digits.write(bytes, length, number);
    bytes[length++] = '\n';
  }

  /** Adds a line with a number of which so many digits stand behind the point. */
  public void line(String key, long number, int decimals) {
    line(name, key, number, decimals);
  }

  /**
   * Adds the line of a counter, begun by the name {@link Created#beside} it, and the line that says when
   * it began.
   *
   * @param created in seconds since the epoch; 0 if that is not known, and not written
   */
  public void lineAndCreated(String key, long number, int decimals, int created) {
    line(counter, key, number, decimals);
    if (created > 0) {
      line(name, key, created, 0);
    }
  }

  private void line(byte[] of, String key, long number, int decimals) {
    labels(of, key);
    length = Digits.write(bytes, length, number, decimals);
    bytes[length++] = '\n';
  }

  public void line(String key, double number) {
    labels(name, key);
    StringBuilder text = new StringBuilder();
    Text.appendNumber(text, number);
    append(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The lines since {@link #clear}, compressed. */
  Chunk chunk() {
    return Chunk.of(bytes, length);
  }

  void clear() {
    length = 0;
  }

  /** Makes room for a line, too. */
  private void labels(byte[] of, String key) {
    ensure(room + key.length() * MOST_BYTES);
    append(of);
    append(head);
    int from = 0;
    for (byte[] part : behind) {
      from = value(key, from);
      append(part);
    }
  }

  /** Appends one value of the key; answers where the next one begins. */
  private int value(String key, int from) {
    int at = plain(key, from);
    while (at < key.length() && key.charAt(at) != SeriesKey.SEPARATOR) {
      at = plain(key, odd(key, at));
    }
    return at + 1;
  }

  /** Appends characters that are written as they are; answers where they end. */
  private int plain(String key, int from) {
    byte[] out = bytes;
    int to = length;
    int at = from;
    for (; at < key.length(); at++) {
      char c = key.charAt(at);
      if (c >= IS_PLAIN.length || !IS_PLAIN[c]) {
        break;
      }
      out[to++] = (byte) c;
    }
    length = to;
    return at;
  }

  /** Appends a character that takes several bytes; answers where the next one begins. */
  private int odd(String key, int at) {
    char c = key.charAt(at);
    if (c < 0x80) {
      bytes[length++] = '\\';
      bytes[length++] = (byte) (c == '\n' ? 'n' : c);
    } else if (c < 0x800) {
      bytes[length++] = (byte) (0xC0 | (c >> 6));
      bytes[length++] = (byte) (0x80 | (c & 0x3F));
    } else {
      return rare(key, at) + 1;
    }
    return at + 1;
  }

  /** Appends a character of three or four bytes; answers the position of its last half. */
  private int rare(String key, int at) {
    boolean pair =
        at + 1 < key.length() && Character.isSurrogatePair(key.charAt(at), key.charAt(at + 1));
    char c = key.charAt(at);
    if (pair) {
      int point = Character.toCodePoint(c, key.charAt(at + 1));
      bytes[length++] = (byte) (0xF0 | (point >> 18));
      bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
      bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
      bytes[length++] = (byte) (0x80 | (point & 0x3F));
      return at + 1;
    }
    char spelled = Character.isSurrogate(c) ? Text.REPLACEMENT : c;
    bytes[length++] = (byte) (0xE0 | (spelled >> 12));
    bytes[length++] = (byte) (0x80 | ((spelled >> 6) & 0x3F));
    bytes[length++] = (byte) (0x80 | (spelled & 0x3F));
    return at;
  }

  private void append(byte[] some) {
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }

  private static boolean[] isPlain() {
    boolean[] isPlain = new boolean[0x80];
    Arrays.fill(isPlain, true);
    for (char c : new char[] {SeriesKey.SEPARATOR, '\\', '"', '\n'}) {
      isPlain[c] = false;
    }
    return isPlain;
  }
}
