package io.github.cfexporter.system;

import io.github.cfexporter.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Debian's PostgreSQL as a process of the test, with its data in a temporary directory and on a port
 * that was free. It can be stopped and started again, as a database that is being maintained is.
 */
public final class PostgresqlServer implements AutoCloseable {
  private static final Path RELEASES = Path.of("/usr/lib/postgresql");
  private static final String USER = "cfexporter";

  private final Path programs;
  private final Path directory;
  private final int port;
  private Process process;

  private PostgresqlServer(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /** Starts an empty one, and skips the test where PostgreSQL is missing, but never in CI. */
  public static PostgresqlServer start() throws Exception {
    Path programs = programs();
    Programs.need(programs.resolve("postgres").toString());
    Path directory = Files.createTempDirectory("postgresql");
    if (isRoot()) { // whom PostgreSQL refuses to run for
      run(List.of("chown", "postgres", directory.toString()), directory);
    }
    PostgresqlServer server = new PostgresqlServer(programs, directory, FreePort.find());
    run(
        server.asItsUser(
            "initdb",
            "--pgdata=data",
            "--username=" + USER,
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync"),
        directory);
    server.resume();
    return server;
  }

  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
  }

  /** Ends every connection and stops serving; the data stay. */
  public void halt() throws Exception {
    run(List.of("kill", "-INT", String.valueOf(process.pid())), directory);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("PostgreSQL does not stop: " + log());
    }
  }

  /** Serves again what it had, at the same place. */
  public void resume() throws Exception {
    List<String> command = asItsUser(
        "postgres",
        "-D",
        "data",
        "-p",
        String.valueOf(port),
        "-F", // no fsync: a crash of the
        "-c",
        "listen_addresses=127.0.0.1", // machine ends the test anyway
        "-c",
        "unix_socket_directories=" + directory);
    process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
        .start();
    Await.until(this::isServing, serving -> serving);
  }

  /** Holds every process of it: nothing is answered, no connection is closed. */
  public void hold() throws Exception {
    signal("STOP");
  }

  /** Lets it go on from where it was held. */
  public void goOn() throws Exception {
    signal("CONT");
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .toList(); // those that are held would not notice that the first one ends
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(one -> one.onExit().join());
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void signal(String name) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(one -> Long.toString(one.pid()))
        .forEach(command::add);
    run(command, directory);
  }

  private boolean isServing() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("PostgreSQL has ended: " + log());
    }
    try (Connection connection = DriverManager.getConnection(jdbcUrl())) {
      return connection.isValid(1);
    } catch (SQLException stillStarting) {
      return false;
    }
  }

  private String log() throws IOException {
    return Files.readString(logFile());
  }

  private Path logFile() {
    return directory.resolve("log");
  }

  private List<String> asItsUser(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static boolean isRoot() throws IOException {
    return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  /** Of the newest release that is installed. */
  private static Path programs() throws IOException {
    if (!Files.isDirectory(RELEASES)) {
      return RELEASES;
    }
    try (Stream<Path> releases = Files.list(RELEASES)) {
      return releases
          .max(Comparator.comparing(
              release -> Integer.valueOf(release.getFileName().toString())))
          .orElse(RELEASES)
          .resolve("bin");
    }
  }

  private static void run(List<String> command, Path directory) throws Exception {
    Process process = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command + ": " + output);
    }
  }
}
