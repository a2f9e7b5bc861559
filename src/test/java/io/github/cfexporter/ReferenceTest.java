package io.github.cfexporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricsTable;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.report.process.ProcessTable;
import io.github.cfexporter.runtime.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The reference of metrics says what the catalog says. To write it anew: {@code mvn test
 * -Dtest=ReferenceTest,SettingsTableTest -DwriteDocuments=true}.
 */
@Tag("unit")
class ReferenceTest {
  private static final Path PAGE = Path.of("src/site/markdown/metrics.md");
  private static final String BEGIN = "<!-- metrics:begin -->\n";
  private static final String END = "<!-- metrics:end -->";

  private static final String PROCESS_BEGIN = "<!-- process:begin -->\n";
  private static final String PROCESS_END = "<!-- process:end -->";

  /** No names of rules, which have a colon before. */
  private static final Pattern FAMILY =
      Pattern.compile("(?<![:\\w])cloudflare_[a-z0-9_]*[a-z0-9]\\b");

  /** Names of others, which NamedViewTest and PeerFamiliesTest look after, and of an example. */
  private static final Set<String> ELSEWHERE =
      Set.of("migrating-from-lablabs.md", "other-exporters.md", "adding-a-dataset.md");

  @Test
  void metricsTable_isUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
    String upToDate = before + MetricsTable.of(kinds()) + page.substring(page.indexOf(END));
    if (Boolean.getBoolean("writeDocuments")) {
      Files.writeString(PAGE, upToDate);
    }
    assertThat(PAGE).content().isEqualTo(upToDate);
  }

  @Test
  void tableOfTheProcess_isUpToDate() throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(PROCESS_BEGIN) + PROCESS_BEGIN.length());
    String upToDate = before + ProcessTable.read() + page.substring(page.indexOf(PROCESS_END));
    if (Boolean.getBoolean("writeDocuments")) {
      Files.writeString(PAGE, upToDate);
    }
    assertThat(PAGE).content().isEqualTo(upToDate);
  }

  @Test
  void everyMetricMentionedAnywhere_isServed() throws IOException {
    Set<String> served = Stream.concat(
            kinds().stream().flatMap(kind -> kind.families().stream()).map(Family::name),
            ProcessTable.read().names().stream())
        .collect(Collectors.toSet());

    assertThat(pages()).hasSizeGreaterThan(20).allSatisfy(page -> {
      Matcher mentioned = FAMILY.matcher(Files.readString(page));
      while (mentioned.find()) {
        assertThat(served).as(page.toString()).contains(mentioned.group());
      }
    });
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGE.getParent())) {
      return Stream.concat(Stream.of(Path.of("README.md")), files)
          .filter(file -> !ELSEWHERE.contains(file.getFileName().toString()))
          .toList();
    }
  }

  private static List<QueryKind> kinds() {
    List<QueryKind> kinds = new ArrayList<>(Catalog.bundled().all());
    kinds.add(new Own(new OwnFamilies(BuildInfo.read()).families()));
    return kinds;
  }

  /** The exporter's own families, as if they were a query kind. */
  private record Own(List<Family> families) implements QueryKind {
    @Override
    public String name() {
      return "the exporter itself";
    }

    @Override
    public Scope scope() {
      return Scope.ACCOUNT;
    }
  }
}
