package io.github.cfexporter.cluster.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.h2.api.ErrorCode;

/**
 * The file of a node that is alone. Nobody but this process may write to it, which H2's lock says but
 * cannot enforce: that it was cut or overwritten is noticed here, since H2 goes on with what it has in
 * memory until it needs a page that is gone. The file is never opened for that: on POSIX systems,
 * closing it would give up the lock that H2 holds.
 */
final class DataFile {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path path;
  private Optional<State> known = Optional.empty();

  /** What can be seen of the file from outside. */
  private record State(long size, FileTime modified) {}

  DataFile(Path path) {
    this.path = path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Compares the file with what {@link #written} saw.
   *
   * @throws SQLException that {@link Damage} recognizes
   */
  void check() throws SQLException {
    if (known.isPresent()) {
      State before = known.get();
      Optional<State> now = state();
      if (now.isEmpty()) {
        throw damaged("it is gone");
      }
      if (now.get().size() < before.size()) {
        throw damaged(
            "it had " + before.size() + " bytes and has only " + now.get().size() + " now");
      }
      if (!now.get().equals(before)) {
        throw damaged("something else has written to it");
      }
    }
  }

  /** H2 has written; so the file should be found again. */
  void written() throws SQLException {
    known = state();
  }

  /** An error for what H2 itself takes for a file that is merely new. */
  SQLException damaged(String how) {
    return new SQLException(
        "the file " + path + " is damaged: " + how, "HY000", ErrorCode.FILE_CORRUPTED_1);
  }

  /**
   * Puts the file out of the way, for whoever can mend it.
   *
   * @return where it is now
   */
  Path setAside(Instant now) throws IOException {
    String name = path.getFileName() + ".damaged-" + TIME.format(now);
    Path aside = path.resolveSibling(name);
    for (int more = 2; Files.exists(aside); more++) {
      aside = path.resolveSibling(name + "-" + more);
    }
    known = Optional.empty();
    return Files.exists(path) ? Files.move(path, aside) : path;
  }

  private Optional<State> state() throws SQLException {
    try {
      return Files.exists(path)
          ? Optional.of(new State(Files.size(path), Files.getLastModifiedTime(path)))
          : Optional.empty();
    } catch (IOException e) {
      throw new SQLException("the file cannot be looked at: " + path, e);
    }
  }
}
