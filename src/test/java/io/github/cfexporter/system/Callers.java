package io.github.cfexporter.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells which process has opened a connection to this one; only Linux knows. */
final class Callers {
  private static final List<Path> CONNECTIONS =
      List.of(Path.of("/proc/net/tcp6"), Path.of("/proc/net/tcp"));

  private static final int LOCAL = 1; // columns of the tables, see proc(5)
  private static final int REMOTE = 2;
  private static final int INODE = 9;

  /** Skips the test where nobody knows, but never in continuous integration. */
  static void need() {
    assumeTrue(
        CONNECTIONS.stream().anyMatch(Files::isReadable) || "true".equals(System.getenv("CI")),
        "only Linux tells which process has opened a connection");
  }

  /** The one of these processes that is at the other end of an accepted connection. */
  static Optional<ExporterProcess> of(Socket accepted, List<ExporterProcess> processes)
      throws IOException {
    Optional<String> inode = inode(accepted.getPort(), accepted.getLocalPort());
    for (ExporterProcess process : processes) {
      if (inode.isPresent() && hasOpen(process.pid(), Path.of("socket:[" + inode.get() + "]"))) {
        return Optional.of(process);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> inode(int from, int to) throws IOException {
    for (Path table : CONNECTIONS) {
      for (String line : Files.isReadable(table) ? Files.readAllLines(table) : List.<String>of()) {
        String[] columns = line.strip().split("\\s+");
        if (columns[LOCAL].endsWith(port(from)) && columns[REMOTE].endsWith(port(to))) {
          return Optional.of(columns[INODE]);
        }
      }
    }
    return Optional.empty();
  }

  private static String port(int number) {
    return String.format(":%04X", number);
  }

  private static boolean hasOpen(long pid, Path what) {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return open.anyMatch(file -> what.equals(target(file)));
    } catch (IOException ended) {
      return false;
    }
  }

  private static Path target(Path file) {
    try {
      return Files.readSymbolicLink(file);
    } catch (IOException closed) {
      return file;
    }
  }

  private Callers() {}
}
