package io.github.cfexporter.exposition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our answers in the hands of the programs that operators have. */
@Tag("unit")
class PromtoolTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
  private static final Path GZIP = Path.of("/usr/bin/gzip");
  private static final List<String> LABELS = List.of("zone", "host");
  private static final List<Family> ORDER = List.of(
      new Family(
          "requests_total", MetricType.COUNTER, "Requests with \\ and \" and\nmore.", LABELS),
      new Family("cache_hit_ratio", MetricType.GAUGE, "Cached requests of all.", LABELS));

  @TempDir
  private Path directory;

  @Test
  void promtool_hasNothingToSay() throws IOException, InterruptedException {
    requireProgram(PROMTOOL);
    Answer answer = answer(Encoding.IDENTITY);

    Outcome outcome = run(answer, PROMTOOL.toString(), "check", "metrics");

    assertThat(outcome).isEqualTo(new Outcome(0, ""));
  }

  @Test
  void gzipProgram_unpacksOneMember() throws IOException, InterruptedException {
    requireProgram(GZIP);

    Outcome outcome = run(answer(Encoding.GZIP), GZIP.toString(), "--decompress", "--stdout");

    assertThat(outcome).isEqualTo(new Outcome(0, Answers.text(answer(Encoding.IDENTITY))));
  }

  private static Answer answer(Encoding encoding) {
    FragmentWriter writer = new FragmentWriter();
    writer.family("requests_total");
    List<String> hostile = List.of("", "\\", "\"", "\n", "}", "é漢🚀", "\uD800");
    for (String host : hostile) {
      writer.sample(LABELS, List.of("example.org", host), Long.MAX_VALUE);
    }
    writer.family("cache_hit_ratio");
    List<Double> numbers = List.of(Double.NaN, Double.NEGATIVE_INFINITY, 4.9e-324, 1e300, -0.0);
    for (double number : numbers) {
      writer.sample(LABELS, List.of("z", "host" + number), number);
    }
    return new Exposition()
        .assemble(ORDER, List.of(writer.finish()), Format.TEXT, encoding, new byte[0]);
  }

  /** On a developer's machine the program may be missing; the build server must have it. */
  private static void requireProgram(Path program) {
    assumeTrue(
        Files.isExecutable(program) || "true".equals(System.getenv("CI")),
        () -> "skipped: " + program + " is not installed");
  }

  private Outcome run(Answer input, String... command) throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(Answers.bytes(input));
    }
    return new Outcome(process.waitFor(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private record Outcome(int exitCode, String output) {}
}
