package io.github.cfexporter.verticle.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that holds one secret and nothing else. */
public final class SecretFile {

  /**
   * What the file holds now, without the line ends that editors and {@code echo} leave at its end.
   * Blocks; the file is small.
   */
  public static String read(Path file) throws IOException {
    return Files.readString(file, UTF_8).replaceAll("[\\r\\n]+$", "");
  }

  private SecretFile() {}
}
