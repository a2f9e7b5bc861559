package io.github.cfexporter.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that an operator has written, which is small. Whatever else a path may lead to is refused
 * before it is opened: a pipe would hold the reader for ever, and a device never ends.
 */
public final class SmallFile {
  /** Bytes. */
  static final int LARGEST = 1 << 20;

  /**
   * The text of the file, or of the one that a link leads to. Blocks.
   *
   * @throws NoSuchFileException if there is none
   * @throws FileSystemException with a reason in words for an operator
   * @throws IOException for what the system says, or for bytes that are no UTF-8
   */
  public static String read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (!Files.isRegularFile(file)) {
      throw refused(file, Files.isDirectory(file) ? "it is a directory" : "it is a pipe or device");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw refused(file, "it is larger than " + (LARGEST >> 20) + " MiB");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  /** In words, why it could not be read. */
  public static String cause(IOException e) {
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : e.getClass().getSimpleName();
  }

  private static FileSystemException refused(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }

  private SmallFile() {}
}
