package io.github.cfexporter.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SettingsTest {
  private static final Setting<Duration> DELAY = Tunables.SCRAPE_DELAY;

  @Test
  void strongestSource_wins_whateverTheOthersHold() {
    Random random = new Random(3);
    for (int round = 0; round < 500; round++) {
      Map<Origin, String> given = new HashMap<>();
      for (Origin origin : List.of(Origin.OVERRIDE, Origin.ENVIRONMENT, Origin.FILE)) {
        if (random.nextBoolean()) {
          given.put(origin, Integer.toString(random.nextInt(1000)));
        }
      }

      Settings settings = Settings.read(new Sources(
          only(DELAY.name(), given.get(Origin.OVERRIDE)),
          only(DELAY.variable(), given.get(Origin.ENVIRONMENT)),
          only(DELAY.name(), given.get(Origin.FILE)),
          file -> ""));

      given.put(Origin.DEFAULT, "300");
      Origin strongest = given.keySet().stream().min(Origin::compareTo).orElseThrow();
      assertThat(settings.origin(DELAY)).isEqualTo(strongest);
      assertThat(settings.text(DELAY)).isEqualTo(given.get(strongest));
    }
  }

  @Test
  void hiddenMistake_isStillToldWithAllOthers() {
    Sources sources = new Sources(
        Map.of("queryLimit", "0", "nonsense", "1"),
        Map.of("SCRAPE_DELAY_SECONDS", "-1", "PORT", "http"),
        Map.of("queryLimit", "many", "scrape_delay_seconds", "1", "port", "80"),
        file -> "");

    SettingsException refusal =
        catchThrowableOfType(SettingsException.class, () -> Settings.read(sources));

    assertThat(refusal.mistakes())
        .extracting(Mistake::toString)
        .satisfiesExactlyInAnyOrder(
            m -> assertThat(m).startsWith("queryLimit: runtime value \"0\" is refused"),
            m -> assertThat(m).startsWith("queryLimit: configuration file \"many\" is refused"),
            m -> assertThat(m)
                .startsWith("scrapeDelaySeconds: environment variable SCRAPE_DELAY_SECONDS \"-1\""),
            m -> assertThat(m)
                .isEqualTo("PORT: \"http\" is refused, allowed is an integer from 0 to 65535"),
            m -> assertThat(m).startsWith("nonsense: is not a key; keys are queryLimit, "),
            m -> assertThat(m)
                .isEqualTo("scrape_delay_seconds: is not a key, but scrapeDelaySeconds is"),
            m -> assertThat(m)
                .isEqualTo("port: is not a key; only the environment variable PORT sets it"));
    assertThat(refusal).hasMessageStartingWith("7 mistakes in the settings:\n  - ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void emptyVariable_countsAsNotSet(String text) {
    Settings settings = Settings.read(Given.environment(
        Map.of("SCRAPE_DELAY_SECONDS", text, "CF_ACCOUNTS", text, "PORT", text, "JDBC_URL", text)));

    assertThat(settings.origin(DELAY)).isEqualTo(Origin.DEFAULT);
    assertThat(settings.origin(Tunables.ACCOUNTS)).isEqualTo(Origin.DEFAULT);
    assertThat(settings.get(Deployment.JDBC_URL)).isEmpty();
  }

  @Test
  void emptyTextInFile_isAMistake_exceptForAList() {
    assertThatThrownBy(() -> Settings.read(Given.file("queryLimit", "")))
        .hasMessageContaining("\"\" is refused");
    assertThat(Settings.read(Given.file("cfZones", "")).origin(Tunables.ZONES))
        .isEqualTo(Origin.FILE);
  }

  @Test
  void emptyOverrideOfASelection_meansEverythingAgain() {
    Sources sources = Given.environment("CF_ZONES", "a,b");
    Settings settings =
        Settings.read(sources.withOverrides(Map.of("cfZones", Tunables.ZONES.textOf(null))));

    assertThat(settings.get(Tunables.ZONES)).isEmpty();
    assertThat(settings.origin(Tunables.ZONES)).isEqualTo(Origin.OVERRIDE);
    assertThat(Settings.read(sources.withOverrides(Map.of("cfZones", "c")).withoutOverrides())
            .get(Tunables.ZONES))
        .containsExactly("a", "b");
  }

  @Test
  void json_hasTypes() {
    Settings settings = Settings.read(Given.environment("CF_EXCLUDE_ZONES", "a, b"));

    assertThat(settings.json(DELAY)).isEqualTo(300);
    assertThat(settings.json(Tunables.EXCLUDE_HOST)).isEqualTo(false);
    assertThat(settings.json(Tunables.LOG_LEVEL)).isEqualTo("info");
    assertThat(settings.json(Tunables.ZONES)).isNull();
    assertThat(settings.json(Tunables.FREE_TIER_ACCOUNTS)).isEqualTo("");
    assertThat(settings.json(Tunables.EXCLUDE_ZONES)).isEqualTo("a,b");
    assertThat(settings.json(Deployment.API_TOKEN)).isNull();
  }

  @Test
  void jsonOfTheRightType_becomesText() {
    assertThat(DELAY.textOf(5)).isEqualTo("5");
    assertThat(DELAY.textOf(5L)).isEqualTo("5");
    assertThat(Tunables.EXCLUDE_HOST.textOf(true)).isEqualTo("true");
    assertThat(Tunables.EXCLUDE_HOST.textOf("FALSE")).isEqualTo("FALSE");
    assertThat(Tunables.EXCLUDE_HOST.textOf(1)).isEqualTo("1");
    assertThat(Tunables.EXCLUDE_ZONES.textOf(List.of("a", "b"))).isEqualTo("a,b");
  }

  @Test
  void jsonOfAWrongType_isRefused() {
    refuses(DELAY, "5", 5.0, 1e3, true, null, List.of(5), Map.of());
    refuses(DELAY, -1, 1L << 40);
    refuses(Tunables.EXCLUDE_HOST, "yes", 2, null, 1.0, List.of(true));
    refuses(Tunables.LOG_LEVEL, 1, true, null, List.of("info"), "loud");
    refuses(Tunables.EXCLUDE_ZONES, 1, false, null, List.of(1), Map.of());
    assertThat(Settings.read(Given.file("cfExcludeZones", "a,")).get(Tunables.EXCLUDE_ZONES))
        .as("cases.md 18: an item that is empty, as after a trailing comma, is none")
        .containsExactly("a");
    refuses(Tunables.ZONES, 1, false, List.of(List.of("a")));
  }

  @Test
  void changedSettings_areNamed() {
    assertThat(Settings.read(Given.file("queryLimit", "5")).changedSince(Settings.defaults()))
        .containsExactly(Tunables.QUERY_LIMIT);
    assertThat(Settings.read(Given.file("queryLimit", "10000")).changedSince(Settings.defaults()))
        .isEmpty();
  }

  private static void refuses(Setting<?> setting, Object... values) {
    List<Object> accepted = new ArrayList<>();
    for (Object value : values) {
      try {
        setting.textOf(value);
        accepted.add(value);
      } catch (SettingsException refusal) {
        assertThat(refusal).hasMessageContaining("is refused, allowed is " + setting.allowed());
      }
    }
    assertThat(accepted).isEmpty();
  }

  private static Map<String, String> only(String name, String text) {
    return text == null ? Map.of() : Map.of(name, text);
  }
}
