package io.github.cfexporter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.system.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules and alerts for Prometheus, judged by its own tool. */
@Tag("system")
class RulesTest {
  private static final String PROMTOOL = "/usr/bin/promtool";
  private static final Path CASES = Path.of("src/test/resources/prometheus");

  @TempDir
  Path directory;

  @Test
  void sampleConfiguration_isAccepted_withAllRules() throws Exception {
    Programs.need(PROMTOOL);

    assertThat(promtool("check", "config", "conf/prometheus/prometheus.yaml").output())
        .contains("2 rule files found", Alert.all().size() + " rules found")
        .contains("SUCCESS: conf/prometheus/prometheus.yaml is valid");
  }

  /** So that both files may become one object of Kubernetes. */
  @Test
  void everyGroup_hasANameOfItsOwn() throws IOException {
    List<Object> names = new ArrayList<>();
    for (String file : List.of("rules.yaml", "alerts.yaml")) {
      Alert.maps(Alert.load(Path.of("conf/prometheus", file)).get("groups"))
          .forEach(group -> names.add(group.get("name")));
    }

    assertThat(names).hasSize(8).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rules_doWhatTheirCasesSay(Path file) throws Exception {
    Programs.need(PROMTOOL);

    Programs.Ended ended = promtool("test", "rules", file.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void everyAlert_hasACaseInWhichItFires_andOneInWhichItIsSilent() throws IOException {
    List<String> fires = new ArrayList<>();
    List<String> silent = new ArrayList<>();
    for (Path file : cases().toList()) {
      for (Map<String, Object> test : Alert.maps(Alert.load(file).get("tests"))) {
        for (Map<String, Object> expected : Alert.maps(test.get("alert_rule_test"))) {
          boolean isFiring = !Alert.maps(expected.get("exp_alerts")).isEmpty();
          (isFiring ? fires : silent).add((String) expected.get("alertname"));
        }
      }
    }
    List<String> names = Alert.all().stream().map(Alert::name).toList();

    assertThat(names).hasSizeGreaterThan(40).doesNotHaveDuplicates();
    assertThat(fires).containsExactlyInAnyOrderElementsOf(names);
    assertThat(silent).containsAll(names);
  }

  @Test
  void everyAlert_tellsWhatAPersonNeeds() throws IOException {
    assertThat(Alert.all()).allSatisfy(alert -> {
      assertThat(alert.labels().get("severity")).isIn("critical", "warning", "info");
      assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook_url");
      assertThat(alert.annotations().get("summary")).hasSizeLessThan(70).endsWith(".");
      assertThat(alert.annotations().get("description")).hasSizeGreaterThan(40).endsWith(".");
      assertThat(alert.annotations().get("runbook_url"))
          .endsWith("/src/site/markdown/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
    });
  }

  static Stream<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files
          .filter(file -> file.toString().endsWith("_test.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private Programs.Ended promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PROMTOOL));
    command.addAll(List.of(arguments));
    return Programs.run(directory.resolve("log"), Map.of(), command.toArray(String[]::new));
  }
}
