package io.github.cfexporter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.system.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of promql.md are such that Prometheus takes them. */
@Tag("system")
class QueriesTest {
  private static final String PROMTOOL = "/usr/bin/promtool";
  private static final Path PAGE = Path.of("src/site/markdown/promql.md");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```promql\\n(.*?)^ *```$");

  @Test
  void everyQuery_isAccepted(@TempDir Path directory) throws Exception {
    Programs.need(PROMTOOL);
    List<String> queries = BLOCK
        .matcher(Files.readString(PAGE))
        .results()
        .map(block -> block.group(1))
        .toList();
    StringBuilder rules = new StringBuilder("groups:\n  - name: page\n    rules:\n");
    for (int i = 0; i < queries.size(); i++) {
      rules.append("      - record: page:query:").append(i).append("\n        expr: |\n");
      queries
          .get(i)
          .lines()
          .forEach(line -> rules.append("          ").append(line.strip()).append("\n"));
    }
    Path file = Files.writeString(directory.resolve("queries.yaml"), rules);

    Programs.Ended ended = Programs.run(
        directory.resolve("log"), Map.of(), PROMTOOL, "check", "rules", file.toString());

    assertThat(queries).hasSizeGreaterThan(8);
    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }
}
