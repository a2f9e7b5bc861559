package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The documents say what the declarations say. To write them anew: {@code mvn test
 * -Dtest=SettingsTableTest -DwriteDocuments=true}.
 */
@Tag("unit")
class SettingsTableTest {
  private static final Path EXAMPLE = Path.of("conf/exporter.yaml");
  private static final Path PAGE = Path.of("src/site/markdown/settings.md");

  @Test
  void exampleFile_isUpToDate() throws IOException {
    assertUpToDate(EXAMPLE, SettingsTable.yaml());
  }

  @Test
  void reference_isUpToDate() throws IOException {
    assertUpToDate(PAGE, SettingsTable.within(Files.readString(PAGE)));
  }

  @Test
  void table_hasARowForEverySetting() {
    assertThat(SettingsTable.markdown().lines())
        .hasSize(2 + Settings.ALL.size())
        .allMatch(line -> line.startsWith("|") && line.endsWith("|"))
        .contains("| `queryLimit` | `QUERY_LIMIT` | `10000` | an integer of 1 or more | "
            + Tunables.QUERY_LIMIT.help()
            + " |");
  }

  @Test
  void documentAroundTheTable_isKept() {
    String document = "before\n<!-- settings:begin -->\nold\n<!-- settings:end -->\nafter\n";

    assertThat(SettingsTable.within(document))
        .startsWith("before\n<!-- settings:begin -->\n| key")
        .endsWith(" |\n<!-- settings:end -->\nafter\n")
        .doesNotContain("old\n");
    assertThatThrownBy(() -> SettingsTable.within("no markers"))
        .hasMessageContaining("<!-- settings:begin -->");
  }

  private static void assertUpToDate(Path document, String text) throws IOException {
    if (Boolean.getBoolean("writeDocuments")) {
      Files.writeString(document, text);
    }
    assertThat(document)
        .as("write it anew with mvn test -Dtest=SettingsTableTest -DwriteDocuments=true")
        .content()
        .isEqualTo(text);
  }
}
