package io.github.cfexporter.cluster.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a node that is alone keeps its counters. What is wrong with the directory shows at start,
 * not when the first counters should be written.
 */
public final class DataDirectory {
  /** Bytes; the counters of some hundred thousand series, and room to rewrite them. */
  static final long NEEDED = 64L << 20;

  private static final String NAME = "counters";

  private DataDirectory() {}

  /** The JDBC URL of the database in the directory, which is made if need be. */
  public static String url(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    check(absolute).ifPresent(problem -> {
      throw new StoreException("DATA_DIRECTORY=" + directory + " cannot keep the counters: "
          + problem + "; needed is a directory that this process may write to, with "
          + (NEEDED >> 20) + " MiB free");
    });
    // a commit is in the file when it returns: what a kill may not take back must be there
    return "jdbc:h2:file:" + absolute.resolve(NAME) + ";DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0";
  }

  /** The file that H2 keeps it in. */
  static DataFile file(Path directory) {
    return new DataFile(directory.toAbsolutePath().normalize().resolve(NAME + ".mv.db"));
  }

  /** @param free bytes */
  static Optional<String> problem(long free) {
    return free < NEEDED ? Optional.of("only " + (free >> 20) + " MiB are free") : Optional.empty();
  }

  private static Optional<String> check(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "is-it-writable", ""));
      return problem(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException | SecurityException e) {
      return Optional.of("it cannot be written (" + cause(e) + ")");
    }
  }

  private static String cause(Exception e) {
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "it, or what it is in, is not a directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException known && known.getReason() != null
        ? known.getReason()
        : e.toString();
  }
}
