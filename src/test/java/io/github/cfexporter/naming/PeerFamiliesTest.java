package io.github.cfexporter.naming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.report.OwnFamilies;
import io.github.cfexporter.runtime.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every family of other exporters is here under the same name, or other-exporters.md tells what is in
 * its place. A line of a list has the name there, its labels, and what is here in its place: nothing,
 * the names of families, or "absent". NamedViewTest does this for lablabs, whose names are served.
 */
@Tag("unit")
class PeerFamiliesTest {
  private static final Path PAGE = Path.of("src/site/markdown/other-exporters.md");
  private static final String ABSENT = "absent";

  private final Map<String, Family> ours = Stream.concat(
          Catalog.bundled().families().stream(),
          new OwnFamilies(BuildInfo.read()).families().stream())
      .collect(Collectors.toMap(Family::name, Function.identity()));

  private record Theirs(String name, List<String> labels, List<String> instead) {
    static Theirs of(String line) {
      String[] cells = line.split("\t", -1);
      return new Theirs(cells[0], list(cells[1]), list(cells[2]));
    }

    private static List<String> list(String cell) {
      return cell.isEmpty() ? List.of() : List.of(cell.split(","));
    }
  }

  @ParameterizedTest
  @CsvSource({"cloudflare, 116", "supabase, 16", "cf2otel, 39"})
  void everyFamily_isHere_orThePageTellsWhatIsInItsPlace(String peer, int families)
      throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")).toList();
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/names/" + peer + ".tsv"));

    assertThat(lines).hasSize(families);
    assertThat(lines).doesNotHaveDuplicates();
    lines.stream().map(Theirs::of).forEach(family -> judge(family, rows));
  }

  private void judge(Theirs family, List<String> rows) {
    if (family.instead().isEmpty()) {
      assertThat(ours).as("the same name").containsKey(family.name());
      assertThat(ours.get(family.name()).labels())
          .as("labels of %s", family.name())
          .containsAll(family.labels());
      return;
    }
    List<String> told =
        rows.stream().filter(row -> first(row).contains(quoted(family.name()))).toList();
    assertThat(told).as("lines of the page about %s", family.name()).hasSize(1);
    if (family.instead().equals(List.of(ABSENT))) {
      assertThat(ours).doesNotContainKey(family.name());
    } else {
      assertThat(ours).containsKeys(family.instead().toArray(String[]::new));
      assertThat(family.instead())
          .allSatisfy(name -> assertThat(told.get(0)).contains(quoted(name)));
    }
  }

  private static String first(String row) {
    return row.split("\\|")[1];
  }

  private static String quoted(String name) {
    return "`" + name + "`";
  }
}
