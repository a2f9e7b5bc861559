package io.github.cfexporter.config;

import java.io.IOException;
import java.nio.file.Path;

/** A file that holds one secret and nothing else. */
public final class SecretFile {

  /**
   * What the file holds now, without the line ends that editors and {@code echo} leave at its end.
   * Blocks; a file that is not a regular one, or not small, is refused.
   */
  public static String read(Path file) throws IOException {
    return SmallFile.read(file).replaceAll("[\\r\\n]+$", "");
  }

  private SecretFile() {}
}
