package io.github.cfexporter.system;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a JVM is told that runs the exporter. */
final class ExporterCommand {
  private static final Path FLAGS = Path.of("scripts", "jvm-flags");
  private static final Pattern OF_MEMORY = Pattern.compile(
      "-X(ms|ss)\\w+|-XX:(.NeverAct|MaxNewSize|NewRatio|M\\w+HeapFreeRatio|.ShrinkHeap).*");
  private static final Pattern VARIABLE = Pattern.compile("(\\w+)=\"\\$\\{\\w+:-(\\w+)}\"");

  /** What scripts/run gives the JVM to keep its memory small. */
  static List<String> heapFlags() throws IOException {
    return Files.readAllLines(FLAGS).stream()
        .map(String::strip)
        .filter(OF_MEMORY.asMatchPredicate())
        .toList();
  }

  /** The variables that scripts/run sets for the same. */
  static Map<String, String> heapEnvironment() throws IOException {
    return VARIABLE
        .matcher(Files.readString(FLAGS))
        .results()
        .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
  }

  /** A program of the Java that runs the tests. */
  static String java(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  /** What a command of {@code jcmd} prints about a Java. */
  static String jcmd(long pid, String... command) throws Exception {
    List<String> line = new ArrayList<>(List.of(java("jcmd"), Long.toString(pid)));
    line.addAll(List.of(command));
    Process jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
    String told = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (jcmd.waitFor() != 0) {
      throw new IllegalStateException(told);
    }
    return told;
  }

  /** The jar that scripts/test has built; else, as in an editor, the classes of now. */
  static List<String> program(Map<String, String> environment) throws IOException {
    if (environment.containsKey(MainThatLosesItsMember.FILE)) {
      return classes(MainThatLosesItsMember.class.getName());
    }
    String jar = System.getProperty("exporter.jar");
    if (jar != null) {
      String archive = jar.replaceFirst("\\.jar$", ".jsa");
      return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable", "-jar", jar);
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException("CI tests the jar: run scripts/test, or set -Dexporter.jar");
    }
    return classes("io.github.cfexporter.Main");
  }

  private static List<String> classes(String main) throws IOException {
    List<String> command = new ArrayList<>();
    Files.readAllLines(FLAGS).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("--add-"))
        .forEach(line -> command.addAll(List.of(line.split(" "))));
    command.addAll(List.of("-cp", absoluteClassPath(), main));
    return command;
  }

  private static String absoluteClassPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private ExporterCommand() {}
}
