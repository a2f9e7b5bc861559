package io.github.cfexporter.counting.series;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Bounds the length of label values. Some of them are what strangers send to a site, such as a
 * {@code Host} header, and every series keeps its values in memory, in the database and in every
 * scrape.
 */
public final class LabelText {
  /** Longest value, in bytes of UTF-8. */
  public static final int MOST_BYTES = 1024;

  private static final int BYTES_OF_A_CHAR = 3; // a pair of them has four
  private static final int HASH_BYTES = 8;
  private static final int ROOM =
      MOST_BYTES - "…".getBytes(StandardCharsets.UTF_8).length - 2 * HASH_BYTES;

  /**
   * The value, or where it is too long its beginning, cut between two characters, with a hash of the
   * whole behind it, so that different values stay different.
   */
  public static String bounded(String value) {
    if (value.length() * BYTES_OF_A_CHAR <= MOST_BYTES || fitting(value, MOST_BYTES) < 0) {
      return value;
    }
    return cut(value, sha256().digest(value.getBytes(StandardCharsets.UTF_8)));
  }

  private static String cut(String value, byte[] digest) {
    return value.substring(0, fitting(value, ROOM))
        + "…"
        + HexFormat.of().formatHex(digest, 0, HASH_BYTES);
  }

  /** Takes a text in pieces and makes of it what {@link #bounded} makes of the whole. */
  public static final class Shortening extends Writer {
    private final StringBuilder beginning = new StringBuilder();
    private final MessageDigest digest = sha256();
    private final Writer hashed = new OutputStreamWriter(
        new DigestOutputStream(OutputStream.nullOutputStream(), digest), StandardCharsets.UTF_8);

    @Override
    public void write(char[] some, int from, int length) throws IOException {
      beginning.append(some, from, Math.min(length, MOST_BYTES + 1 - beginning.length()));
      hashed.write(some, from, length);
    }

    /** What the text has become, which is over now. */
    public String text() throws IOException {
      hashed.close();
      String begun = beginning.toString();
      return fitting(begun, MOST_BYTES) < 0 ? begun : cut(begun, digest.digest());
    }

    @Override
    public void flush() throws IOException {
      hashed.flush();
    }

    @Override
    public void close() throws IOException {
      hashed.close();
    }
  }

  /** How many characters fit into so many bytes; -1 when all do. */
  private static int fitting(String value, int bytes) {
    int used = 0;
    int at = 0;
    while (at < value.length()) {
      int character = value.codePointAt(at);
      used += bytesOf(character);
      if (used > bytes) {
        return at;
      }
      at += Character.charCount(character);
    }
    return -1;
  }

  private static int bytesOf(int character) {
    if (character < 0x80) {
      return 1;
    } else if (character < 0x800) {
      return 2;
    }
    return character < 0x10000 ? BYTES_OF_A_CHAR : 4;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private LabelText() {}
}
