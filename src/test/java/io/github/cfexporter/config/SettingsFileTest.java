package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.settings.Mistake;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.SettingsTable;
import io.github.cfexporter.settings.Tunables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SettingsFileTest {
  @TempDir
  Path directory;

  @ParameterizedTest
  @CsvSource({
    "no, no",
    "0123, 0123",
    "1e3, 1e3",
    "10_000, 10_000",
    "true, true",
    "'\"5\"', 5",
    "0x1F, 0x1F",
    "2026-01-01, 2026-01-01",
    "12:30:45, 12:30:45",
    ".inf, .inf",
    "'\"null\"', null"
  })
  void scalar_staysAsItIsWritten(String written, String text) {
    assertThat(valid("excludeHost: " + written)).containsExactly(Map.entry("excludeHost", text));
  }

  @Test
  void longNumberLikeId_isNotRounded() {
    assertThat(valid("cfZones: 00000000000000000000000000000123e7"))
        .containsValue("00000000000000000000000000000123e7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cfZones:", "cfZones: null", "cfZones: ~", "{cfZones: }", "# nothing"})
  void keyWithoutValue_isNotSet(String yaml) {
    assertThat(valid(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cfZones: [a, b]", "cfZones:\n  - a\n  - b", "cfZones: a,b"})
  void list_mayBeASequence(String yaml) {
    assertThat(valid(yaml)).containsExactly(Map.entry("cfZones", "a,b"));
  }

  @Test
  void mapping_becomesOneLine_whereTheSettingTakesOne() {
    assertThat(valid("""
        queryKinds:
          dns-metrics: off
          host-metrics: {interval: 300, hosts: [a.example, "b:1"]}
        """))
        .containsExactly(Map.entry(
            "queryKinds",
            "dns-metrics: off, host-metrics: {interval: 300, hosts: [a.example, \"b:1\"]}"));
  }

  @Test
  void emptySequence_isAnEmptyList() {
    assertThat(valid("cfZones: []")).containsExactly(Map.entry("cfZones", ""));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '>', textBlock = """
          queryLimit: [1, 2]                  > x.yaml line 1: queryLimit has a nested value
          '\\nqueryLimit:\\n  most: 5'        > x.yaml line 3: queryLimit has a nested value
          'cfZones:\\n  - [a]'                > x.yaml line 2: cfZones has a nested value
          'queryLimit: 1\\n\\nqueryLimit: 2'  > x.yaml line 3: queryLimit is set a second time
          'queryLimit: 1\\nqueryLimit:'       > x.yaml line 2: queryLimit is set a second time
          '- queryLimit: 1'                   > x.yaml line 1: allowed is a line
          queryLimit=5                        > x.yaml line 1: allowed is a line
          '[a]: 5'                            > x.yaml line 1: allowed is a line
          'a: 1\\nb: "open'                   > x.yaml line 2: not valid YAML
          'a: 1\\n\\tb: 2'                    > x.yaml line 2: not valid YAML
          'a: 1\\n---\\na: 2'                 > x.yaml line 2: not valid YAML
          'a: b: c'                           > x.yaml line 1: not valid YAML
          """)
  void brokenFile_isToldWithItsLine(String yaml, String message) {
    assertThat(SettingsFile.parse("x.yaml", yaml.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOfSatisfying(
            SettingsFile.Broken.class,
            broken -> assertThat(broken.mistakes())
                .extracting(Mistake::toString)
                .singleElement()
                .asString()
                .startsWith(message));
  }

  @Test
  void everyMistake_isTold() {
    assertThat(SettingsFile.parse("x", "a: 1\na: 2\nqueryLimit: {}\nb: {c: d}"))
        .isInstanceOfSatisfying(
            SettingsFile.Broken.class, broken -> assertThat(broken.mistakes()).hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n"})
  void nothingButSpace_isEmpty_notValid(String text) {
    assertThat(SettingsFile.parse("x", text)).isEqualTo(new SettingsFile.Empty());
  }

  @Test
  void file_isReadFromDisk() throws IOException {
    Path file = Files.writeString(directory.resolve("exporter.yaml"), "queryLimit: 5\n");

    assertThat(SettingsFile.read(file))
        .isEqualTo(new SettingsFile.Valid(Map.of("queryLimit", "5")));
    assertThat(SettingsFile.read(directory.resolve("none.yaml")))
        .isEqualTo(new SettingsFile.Missing());
    assertThat(SettingsFile.read(directory)).isInstanceOf(SettingsFile.Broken.class);
  }

  @Test
  void fileThatIsNotText_isBroken() throws IOException {
    Path file = Files.write(directory.resolve("x"), new byte[] {(byte) 0xff, 0, 1});

    assertThat(SettingsFile.read(file)).isInstanceOf(SettingsFile.Broken.class);
    assertThat(SettingsFile.parse("x", "a: \u0001")).isInstanceOf(SettingsFile.Broken.class);
  }

  @Test
  void exampleFile_setsNothing_andUncommentedItSetsTheDefaults() {
    String example = SettingsTable.yaml();
    assertThat(valid(example)).isEmpty();

    Map<String, String> values = valid(example.replaceAll("(?m)^#(\\w)", "$1"));
    assertThat(values).hasSize(Tunables.ALL.size());
    Settings defaults = Settings.defaults();
    values.forEach((key, text) -> assertThat(text).isEqualTo(defaults.text(Settings.require(key))));
  }

  private static Map<String, String> valid(String yaml) {
    assertThat(SettingsFile.parse("x.yaml", yaml)).isInstanceOf(SettingsFile.Valid.class);
    return ((SettingsFile.Valid) SettingsFile.parse("x.yaml", yaml)).values();
  }
}
