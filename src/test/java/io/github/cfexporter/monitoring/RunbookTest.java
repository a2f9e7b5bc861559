package io.github.cfexporter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Tunables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The runbook and the alerts belong together. That its commands work, PrometheusTest shows. */
@Tag("unit")
class RunbookTest {
  private static final Path RUNBOOK = Path.of("src/site/markdown/runbook.md");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)\n");
  private static final Pattern ANCHOR = Pattern.compile("\\]\\(#([a-z]+)\\)");
  private static final Pattern FILE = Pattern.compile("\\]\\(([^)#]+)\\)");
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)[`=]");
  private static final Pattern KEY = Pattern.compile("`([a-z]+(?:[A-Z][a-z0-9]*)+)[`=]");

  @Test
  void everyAlert_hasItsSection_andEverySectionItsAlert() throws IOException {
    assertThat(all(SECTION))
        .containsExactlyElementsOf(Alert.all().stream().map(Alert::name).toList());
  }

  @Test
  void everySection_tellsWhatToLookAt_andWhatToDo() throws IOException {
    List<String> sections =
        Pattern.compile("(?m)^## ").splitAsStream(text()).skip(1).toList();

    assertThat(sections).allSatisfy(section -> {
      assertThat(section).contains("\n```sh look\n");
      assertThat(section).containsPattern("(?m)^Do[:,] ");
    });
  }

  @Test
  void everyLink_leadsSomewhere() throws IOException {
    Set<String> anchors = all(SECTION).stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());

    assertThat(anchors).containsAll(all(ANCHOR));
    assertThat(all(FILE))
        .allSatisfy(file -> assertThat(RUNBOOK.resolveSibling(file)).exists());
    assertThat(Files.readString(Path.of("README.md"))).contains("(" + RUNBOOK + ")");
  }

  @Test
  void everySettingNamed_exists() throws IOException {
    Set<String> variables = Stream.concat(Deployment.ALL.stream(), Tunables.ALL.stream())
        .map(Setting::variable)
        .collect(Collectors.toSet());
    Set<String> keys = Tunables.ALL.stream().map(Setting::name).collect(Collectors.toSet());
    List<String> named = all(VARIABLE).stream()
        .filter(name -> !name.startsWith("API_") && !name.endsWith("_ERROR"))
        .toList();

    assertThat(variables).containsAll(named);
    assertThat(keys).containsAll(all(KEY));
  }

  private static List<String> all(Pattern pattern) throws IOException {
    return pattern
        .matcher(text())
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static String text() throws IOException {
    return Files.readString(RUNBOOK);
  }
}
