package io.github.cfexporter.rig;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.system.Programs;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Samples, and what PromQL must make of them, as {@code promtool test rules} evaluates it: with
 * Prometheus' own functions, and without the time that the samples took.
 */
final class PromqlLaws {
  private static final String PROMTOOL = "/usr/bin/promtool";

  private final long intervalSeconds;
  private final int steps;
  private final Map<String, String[]> series = new TreeMap<>();
  private final List<String> laws = new ArrayList<>();

  /**
   * Nothing is known yet.
   *
   * @param interval between two steps
   * @param steps at each of which a series may have a sample
   */
  PromqlLaws(Duration interval, int steps) {
    this.intervalSeconds = interval.toSeconds();
    this.steps = steps;
  }

  /** Skips the test where the program is missing, but never in continuous integration. */
  static void need() {
    Programs.need(PROMTOOL);
  }

  void sample(String family, Map<String, String> labels, int step, double value) {
    series.computeIfAbsent(family + spelled(labels), first -> nothing())[step] =
        Double.isNaN(value) ? "stale" : new BigDecimal(value).toPlainString();
  }

  int series() {
    return series.size();
  }

  /** @param expr that must have the value 1 at a step */
  void law(String expr, int step) {
    laws.add("      - expr: '" + expr + "'\n        eval_time: " + step * intervalSeconds
        + "s\n        exp_samples: [{labels: '{}', value: 1}]\n");
  }

  /** @param directory for what promtool reads and writes */
  void assertAll(Path directory) throws Exception {
    StringBuilder yaml = new StringBuilder("tests:\n  - interval: ")
        .append(intervalSeconds)
        .append("s\n    input_series:\n");
    series.forEach((name, values) -> yaml.append("      - series: '")
        .append(name.replace("'", "''"))
        .append("'\n        values: '")
        .append(String.join(" ", values))
        .append("'\n"));
    yaml.append("    promql_expr_test:\n").append(String.join("", laws));
    Path cases = Files.writeString(directory.resolve("laws.yaml"), yaml);
    Programs.Ended ended = Programs.run(
        directory.resolve("log"), Map.of(), PROMTOOL, "test", "rules", cases.toString());

    assertThat(laws).isNotEmpty();
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  private String[] nothing() {
    String[] values = new String[steps];
    Arrays.fill(values, "_");
    return values;
  }

  private static String spelled(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=\""
            + label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
            + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
