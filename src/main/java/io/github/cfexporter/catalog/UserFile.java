package io.github.cfexporter.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * A file of a user's own query kinds, as it was read.
 *
 * @param path as mistakes and the page name it; its last part is the name of the kind and {@code
 *     .yaml} or {@code .yml}
 */
public record UserFile(String path, String text) {
  private static final int DIGEST_BYTES = 6;
  private static final List<String> ENDINGS = List.of(".yaml", ".yml");

  /** Whether a file of that name is meant as a query kind: not a copy that an editor keeps. */
  public static boolean isKind(String name) {
    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
  }

  /** The name of the kind that the file must declare. */
  public String kind() {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** Of all files together, by their kinds and texts: 12 hexadecimal digits. */
  static String digest(Collection<UserFile> files) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      files.stream().sorted(Comparator.comparing(UserFile::kind)).forEach(file -> {
        sha256.update((file.kind() + "\n" + file.text().length() + "\n").getBytes(UTF_8));
        sha256.update(file.text().getBytes(UTF_8));
      });
      return HexFormat.of().formatHex(sha256.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Where a text first stands, counted from 1; the first line if it does not. */
  public int lineOf(String part) {
    int at = text.indexOf(part);
    return at < 0
        ? 1
        : 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
  }
}
