package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on the newest Java of this machine, started as a user would who knows of no flags. */
@Tag("system")
class LaterJavaTest {
  private static final Path MACHINES = Path.of("/usr/lib/jvm");
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

  /** The first that warns of what Hazelcast and Netty do: JEP 498. */
  private static final int WARNS = 24;

  @TempDir
  Path directory;

  @Test
  void jar_startsWithoutAWarning() throws Exception {
    String jar = System.getProperty("exporter.jar");
    assumeTrue(jar != null, "the jar is not built: run scripts/test, or set -Dexporter.jar");
    List<Path> machines = later();
    assumeTrue(!machines.isEmpty(), "no Java " + WARNS + " or newer is installed");
    ProcessBuilder builder =
        new ProcessBuilder(machines.get(0).resolve("bin/java").toString(), "-jar", jar, "--demo");
    builder.environment().putAll(Map.of("PORT", "0", "LISTEN_ADDRESS", "127.0.0.1"));
    Process exporter =
        builder.directory(directory.toFile()).redirectErrorStream(true).start();
    try {
      List<String> lines = new ArrayList<>();
      try (BufferedReader output = exporter.inputReader()) {
        String line = "";
        while (line != null && !line.contains("\"message\":\"ready: ")) {
          line = output.readLine();
          lines.add(line);
        }
      }
      assertThat(lines).doesNotContainNull().allMatch(line -> line.startsWith("{"));
    } finally {
      exporter.destroyForcibly();
    }
  }

  static List<Path> later() throws IOException {
    if (!Files.isDirectory(MACHINES)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(MACHINES)) {
      return all.filter(home -> version(home.resolve("release")) >= WARNS).toList();
    }
  }

  private static int version(Path release) {
    try {
      Matcher version = VERSION.matcher(Files.readString(release));
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException noJava) {
      return 0;
    }
  }
}
