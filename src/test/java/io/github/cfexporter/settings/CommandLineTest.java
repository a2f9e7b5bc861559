package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.config.SettingsReader;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting as an argument. */
@Tag("unit")
class CommandLineTest {

  @ParameterizedTest
  @MethodSource("everySetting")
  void everySetting_isAnArgument_andInTheHelp(Setting<?> setting) {
    String option = "--" + setting.variable().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(CommandLine.parse(List.of(option + "=a=b")).variables())
        .containsExactly(Map.entry(setting.variable(), "a=b"));
    assertThat(CommandLine.help())
        .contains("\n  " + option, setting.help(), "Variable " + setting.variable());
  }

  static List<Setting<?>> everySetting() {
    return Settings.ALL;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--scrapeDelaySeconds", "--SCRAPE_DELAY_SECONDS", "--scrape-delay-seconds"})
  void anySpelling_isUnderstood(String option) {
    Settings settings = read(Map.of(), option + "=77");

    assertThat(settings.text(Tunables.SCRAPE_DELAY)).isEqualTo("77");
    assertThat(settings.origin(Tunables.SCRAPE_DELAY)).isEqualTo(Origin.COMMAND_LINE);
  }

  @Test
  void argument_isStrongerThanVariableAndFile_andWeakerThanWhatIsSetAtRuntime() {
    CommandLine given = CommandLine.parse(List.of("--query-limit=7"));
    SettingsReader reader = new SettingsReader(Map.of("QUERY_LIMIT", "5"), given.variables());

    assertThat(reader.read(Map.of()).get(Tunables.QUERY_LIMIT)).isEqualTo(7);
    assertThat(reader.read(Map.of("queryLimit", "9")).get(Tunables.QUERY_LIMIT)).isEqualTo(9);
  }

  @Test
  void flagAlone_standsForItself_andModesAreNoSettings() {
    CommandLine given = CommandLine.parse(List.of("--demo", "--disable-ui", "-h"));

    assertThat(given.variables()).containsExactly(Map.entry("DISABLE_UI", "true"));
    assertThat(given.has(CommandLine.DEMO)).isTrue();
    assertThat(given.has(CommandLine.HELP)).isTrue();
    assertThat(given.has(CommandLine.CHECK)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --dmeo            | --dmeo: is not an option; those are --demo, --check
      -port=1           | -port: is not an option
      demo              | demo: is not an option
      --port            | --port: has no value, allowed is --port=value
      --demo=true       | --demo: is not an option
      """)
  void whatIsNoArgument_isRefused(String argument, String said) {
    assertThatThrownBy(() -> CommandLine.parse(List.of(argument))).hasMessageStartingWith(said);
  }

  @Test
  void settingGivenTwice_isRefused_andABadValueIsNamed() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("--port=1", "--PORT=2")))
        .hasMessage("--PORT: is given a second time, allowed is once");
    assertThatThrownBy(() -> read(Map.of(), "--query-limit=many"))
        .hasMessageContaining("queryLimit: argument \"many\" is refused, allowed is an integer");
  }

  @Test
  void secrets_areTaken_namedAndNotShown() {
    CommandLine given = CommandLine.parse(
        List.of("--cloudflare-api-token=some-secret-token", "--basic-auth-user=prom"));

    assertThat(given.openSecrets()).containsExactly("CLOUDFLARE_API_TOKEN");
    assertThat(given.toString()).doesNotContain("some-secret-token");
  }

  private static Settings read(Map<String, String> environment, String argument) {
    CommandLine given = CommandLine.parse(List.of(argument));
    return new SettingsReader(environment, given.variables()).read(Map.of());
  }
}
