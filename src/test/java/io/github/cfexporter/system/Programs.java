package io.github.cfexporter.system;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Programs of Debian that tests run for real; {@code scripts/test} installs them where it may. */
final class Programs {

  /** Skips the test where the program is missing, but never in continuous integration. */
  static void need(String program) {
    assumeTrue(
        Files.isExecutable(Path.of(program)) || "true".equals(System.getenv("CI")),
        program + " is not installed");
  }

  private Programs() {}
}
