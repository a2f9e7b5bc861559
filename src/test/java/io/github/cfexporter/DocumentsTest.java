package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.report.process.ProcessTable;
import io.github.cfexporter.runtime.BuildInfo;
import io.github.cfexporter.settings.Deployment;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Tunables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documents name is there: types, metrics, settings, scripts. */
@Tag("unit")
class DocumentsTest {
  private static final Path PAGES = Path.of("src/site/markdown");
  private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]\\w+)(?:#\\w+)?`");
  private static final Pattern METRIC = Pattern.compile("`(cloudflare_[a-z0-9_]+)[`{]");
  private static final Pattern KEY = Pattern.compile("`([a-z]+(?:[A-Z][a-z0-9]+)+Seconds\\w*)`");
  private static final Pattern VARIABLE = Pattern.compile("`([A-Z]+(?:_[A-Z0-9]+)+)[`=]");
  private static final Pattern SCRIPT = Pattern.compile("\\bscripts/[a-z][a-z.-]*[a-z]");
  private static final Pattern ENTRY = Pattern.compile("(?m)^- \\*\\*([a-z ]+)\\*\\*: (.+)$");

  /** Headers of HTTP, which are written as types are. */
  private static final Set<String> HEADERS = Set.of("Accept", "Allow", "Host", "Origin");

  /** Variables of Java and of the scripts, which are no settings of the exporter. */
  private static final Set<String> NOT_SETTINGS = Set.of("JAVA_OPTS", "JDK_JAVA_OPTIONS");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture.md",
        "backfill.md",
        "glossary.md",
        "adding-a-dataset.md",
        "graphs.md",
        "debugging.md",
        "releasing.md",
        "changes.md",
        "cluster.md",
        "counting.md",
        "developing.md",
        "endpoints.md",
        "metrics.md",
        "migrating-from-cloudflare-exporter.md",
        "promql.md",
        "remote-write.md",
        "sampling.md",
        "settings.md",
        "sizing.md",
        "tokens.md",
        "troubleshooting.md",
        "upgrading.md"
      })
  void everythingNamed_exists(String page) throws IOException {
    String text = Files.readString(PAGES.resolve(page));

    assertThat(types()).containsAll(typesIn(text));
    assertThat(metrics()).containsAll(all(METRIC, text));
    assertThat(keys()).containsAll(all(KEY, text));
    assertThat(variables()).containsAll(all(VARIABLE, text));
    assertThat(SCRIPT.matcher(text).results().map(MatchResult::group).toList())
        .allSatisfy(script -> assertThat(Path.of(script)).exists());
  }

  @Test
  void everyWord_saysWhereItIsMet() throws IOException {
    List<MatchResult> entries =
        ENTRY.matcher(Files.readString(PAGES.resolve("glossary.md"))).results().toList();

    assertThat(entries).hasSizeGreaterThan(40);
    assertThat(entries).extracting(entry -> entry.group(1)).doesNotHaveDuplicates();
    assertThat(entries).allSatisfy(entry -> assertThat(entry.group(2)).contains("`"));
  }

  @Test
  void patterns_findWhatTheyShould() {
    assertThat(all(TYPE, "`Rig` `RandomDayTest#days` `FRA`"))
        .containsExactlyInAnyOrder("Rig", "RandomDayTest");
    assertThat(all(VARIABLE, "`LOG_LEVEL=debug`")).containsExactly("LOG_LEVEL");
    assertThat(all(KEY, "`idleSourceSeconds`")).containsExactly("idleSourceSeconds");
  }

  private static Set<String> typesIn(String text) {
    return all(TYPE, text).stream()
        .filter(type -> !HEADERS.contains(type))
        .collect(Collectors.toSet());
  }

  private static Set<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toSet());
  }

  private static Set<String> types() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }

  private static Set<String> metrics() {
    Stream<String> families = Stream.of(
            Catalog.bundled().families(), new OwnFamilies(BuildInfo.read()).families())
        .flatMap(List::stream)
        .map(Family::name);
    return Stream.concat(families, ProcessTable.read().names().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> keys() {
    return Tunables.ALL.stream()
        .flatMap(setting -> setting.key().stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> variables() {
    return Stream.of(
            Deployment.ALL.stream().map(Setting::variable),
            Tunables.ALL.stream().map(Setting::variable),
            NOT_SETTINGS.stream())
        .flatMap(names -> names)
        .collect(Collectors.toSet());
  }
}
