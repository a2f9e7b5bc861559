package io.github.cfexporter.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs of Debian that tests run for real; {@code scripts/test} installs them where it may. */
public final class Programs {
  /** Longer than any of them takes on a busy machine. */
  private static final long PATIENCE_SECONDS = 120;

  /**
   * How a program ended.
   *
   * @param output what it printed, errors among it
   */
  public record Ended(int exitCode, String output) {}

  /** Skips the test where the program is missing, but never in continuous integration. */
  public static void need(String program) {
    assumeTrue(
        Files.isExecutable(Path.of(program)) || "true".equals(System.getenv("CI")),
        program + " is not installed");
  }

  /**
   * Runs a program to its end.
   *
   * @param log where its output goes meanwhile
   * @param environment variables that it gets beside those of the tests
   */
  public static Ended run(Path log, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + String.join(" ", command));
    }
    return new Ended(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
  }

  private Programs() {}
}
