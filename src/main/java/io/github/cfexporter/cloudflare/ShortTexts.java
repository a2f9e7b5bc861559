package io.github.cfexporter.cloudflare;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.Arrays;

/**
 * Shortens the texts of a JSON value before it is parsed: an error message of 60 MB would be held
 * three times over before anything could cut it.
 */
public final class ShortTexts {
  /** Bytes that are kept of a text; more than any message that is shown has. */
  static final int MOST_BYTES = 8 * 1024;

  /** The value with long texts cut, between two characters; what is no JSON stays none. */
  public static byte[] of(ByteBuf json, int from, int to) {
    if (to - from <= MOST_BYTES) {
      return ByteBufUtil.getBytes(json, from, to - from);
    }
    byte[] kept = new byte[2 * MOST_BYTES]; // grows: most of what is long is cut
    int size = 0;
    int inText = -1; // bytes of the text so far, or not in a text
    boolean cut = false;
    for (int at = from; at < to; at++) {
      int length = inText >= 0 && json.getByte(at) == '\\' ? escape(json, at, to) : 1;
      if (json.getByte(at) == '"') {
        inText = inText < 0 ? 0 : -1;
        cut = false;
      } else if (inText >= 0) {
        cut |= inText >= MOST_BYTES && isStart(json.getByte(at));
        inText += length;
      }
      if (!cut) {
        if (size + length > kept.length) {
          kept = Arrays.copyOf(kept, Math.min(2 * kept.length, to - from));
        }
        json.getBytes(at, kept, size, length);
        size += length;
      }
      at += length - 1;
    }
    return Arrays.copyOf(kept, size);
  }

  private static int escape(ByteBuf json, int at, int to) {
    int length = at + 1 < to && json.getByte(at + 1) == 'u' ? 6 : 2;
    return Math.min(length, to - at);
  }

  /** Whether a character begins here, in UTF-8. */
  private static boolean isStart(byte b) {
    return (b & 0xc0) != 0x80;
  }

  private ShortTexts() {}
}
