package io.github.cfexporter.exposition;

import java.util.Arrays;
import java.util.HexFormat;

/** Validators of answers, RFC 9110 section 8.8.3. */
public final class EntityTag {

  /** Same format, encoding, length and checksum: the same bytes. */
  static String of(int crc, long plainLength, Format format, Encoding encoding) {
    HexFormat hex = HexFormat.of();
    return '"'
        + hex.toHexDigits(crc)
        + '-'
        + Long.toHexString(plainLength)
        + '-'
        + format.name().charAt(0)
        + encoding.name().charAt(0)
        + '"';
  }

  /** The validator of other bytes that hardly ever change, such as a page. */
  public static String of(byte[] bytes) {
    return of(Crc32.of(bytes), bytes.length, Format.TEXT, Encoding.IDENTITY);
  }

  /** Whether an {@code If-None-Match} header says that the client has the tagged bytes already. */
  public static boolean matches(String ifNoneMatch, String entityTag) {
    return Arrays.stream(ifNoneMatch.split(","))
        .map(String::strip)
        .map(
            tag -> tag.startsWith("W/") ? tag.substring(2) : tag) // compared weakly, section 13.1.2
        .anyMatch(tag -> tag.equals("*") || tag.equals(entityTag));
  }

  private EntityTag() {}
}
