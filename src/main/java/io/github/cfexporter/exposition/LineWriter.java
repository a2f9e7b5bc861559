package io.github.cfexporter.exposition;

import io.github.cfexporter.counting.SeriesKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Spells sample lines straight into bytes: {@link #begin} says what all of them share, {@link #line}
 * adds what differs. Nothing but the result is allocated for a line. Not thread-safe.
 */
public final class LineWriter {
  private static final int LONGEST_NUMBER = 20; // digits and sign of a long

  /** UTF-8 of a character takes three bytes at most, half a surrogate pair's share is less. */
  private static final int MOST_BYTES = 3;

  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private byte[] head = {};
  private final List<byte[]> labelStarts = new ArrayList<>();
  private boolean hasLabels;

  /**
   * What the next lines have in common.
   *
   * @param names names of all labels, those with shared values first
   * @param shared values of the first labels
   */
  void begin(String family, List<String> names, List<String> shared) {
    StringBuilder text = new StringBuilder(family);
    labelStarts.clear();
    for (int i = 0; i < names.size(); i++) {
      String start = (i == 0 ? "{" : ",") + names.get(i) + "=\"";
      if (i < shared.size()) {
        text.append(start);
        Text.appendLabelValue(text, shared.get(i));
        text.append('"');
      } else {
        labelStarts.add(start.getBytes(StandardCharsets.US_ASCII));
      }
    }
    head = text.toString().getBytes(StandardCharsets.UTF_8);
    hasLabels = !names.isEmpty();
  }

  /** Adds a line. The key is that of {@link SeriesKey}, with a value for each label not shared. */
  public void line(String key, long number) {
    labels(key);
    ensure(LONGEST_NUMBER + 1);
    number(number);
    bytes[length++] = '\n';
  }

  public void line(String key, double number) {
    labels(key);
    StringBuilder text = new StringBuilder();
    Text.appendNumber(text, number);
    append(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
  }

  /** The lines since {@link #clear}, compressed. */
  Piece piece() {
    return Piece.of(bytes, length);
  }

  void clear() {
    length = 0;
  }

  private void labels(String key) {
    append(head);
    int from = 0;
    for (byte[] start : labelStarts) {
      append(start);
      from = value(key, from);
      bytes[length++] = '"'; // value() has left room
    }
    if (hasLabels) {
      append((byte) '}');
    }
    append((byte) ' ');
  }

  /** Appends one value of the key; answers where the next one begins. */
  private int value(String key, int from) {
    ensure((key.length() - from) * MOST_BYTES + 1);
    int i = from;
    for (; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c == SeriesKey.SEPARATOR) {
        break;
      } else if (c < 0x80 && c != '\\' && c != '"' && c != '\n') {
        bytes[length++] = (byte) c;
      } else if (c < 0x80) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) (c == '\n' ? 'n' : c);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | (c >> 6));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
      } else {
        i = rare(key, i);
      }
    }
    return i + 1;
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

  private void number(long number) {
    if (number < 0) {
      append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
      return;
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void append(byte[] some) {
    ensure(some.length);
    System.arraycopy(some, 0, bytes, length, some.length);
    length += some.length;
  }

  private void append(byte one) {
    ensure(1);
    bytes[length++] = one;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
    }
  }
}
