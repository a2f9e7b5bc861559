package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.settings.Origin;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Tunables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SettingsReaderTest {
  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("exporter.yaml");
  }

  @Test
  void everySource_isRead() throws IOException {
    Files.writeString(file, "queryLimit: 5\nscrapeDelaySeconds: 60\nlogLevel: warn\n");
    Settings settings = new SettingsReader(
            Map.of("CONFIG_FILE", file.toString(), "SCRAPE_DELAY_SECONDS", "90"))
        .read(Map.of("logLevel", "debug"));

    assertThat(settings.origin(Tunables.QUERY_LIMIT)).isEqualTo(Origin.FILE);
    assertThat(settings.origin(Tunables.SCRAPE_DELAY)).isEqualTo(Origin.ENVIRONMENT);
    assertThat(settings.origin(Tunables.LOG_LEVEL)).isEqualTo(Origin.OVERRIDE);
    assertThat(settings.origin(Tunables.LOG_FORMAT)).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void fileThatIsNamedButMissing_isAMistake() {
    assertThatThrownBy(() -> reader().read(Map.of()))
        .hasMessageStartingWith("CONFIG_FILE: \"")
        .hasMessageEndingWith("exporter.yaml\" is refused, allowed is a file that exists");
  }

  @Test
  void fileThatIsNotNamed_neednotExist() {
    assertThat(new SettingsReader(Map.of()).file()).isEqualTo(Path.of("conf/exporter.yaml"));
    assertThat(new SettingsReader(Map.of("CONFIG_FILE", " ")).file())
        .isEqualTo(Path.of("conf/exporter.yaml"));
  }

  @Test
  void emptyFile_setsNothing() throws IOException {
    Files.writeString(file, "");

    assertThat(reader().read(Map.of()).origin(Tunables.QUERY_LIMIT)).isEqualTo(Origin.DEFAULT);
  }

  @Test
  void brokenFile_isToldTogetherWithTheEnvironmentsMistakes() throws IOException {
    Files.writeString(file, "a: [");

    assertThatThrownBy(() ->
            new SettingsReader(Map.of("CONFIG_FILE", file.toString(), "PORT", "x")).read(Map.of()))
        .hasMessageContaining("exporter.yaml line 1: not valid YAML")
        .hasMessageContaining("PORT: \"x\" is refused");
  }

  @Test
  void secretFile_isReadAnewWithoutItsLineEnd() throws IOException {
    Path token = directory.resolve("token");
    SettingsReader reader =
        new SettingsReader(Map.of("CLOUDFLARE_API_TOKEN_FILE", token.toString()));

    Files.writeString(token, "first-token\r\n");
    assertThat(reader.read(Map.of()).credentials().get(0).secret().reveal())
        .isEqualTo("first-token");
    Files.writeString(token, "second-token\n");
    assertThat(reader.read(Map.of()).credentials().get(0).secret().reveal())
        .isEqualTo("second-token");
  }

  @Test
  void secretFile_keepsSpaces() throws IOException {
    Path password = Files.writeString(directory.resolve("password"), " pass word \n");

    assertThat(SecretFile.read(password)).isEqualTo(" pass word ");
  }

  private SettingsReader reader() {
    return new SettingsReader(Map.of("CONFIG_FILE", file.toString()));
  }
}
