package io.github.cfexporter.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cfexporter.system.Programs;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dashboards for Grafana: whether it understands them, and a person does. */
@Tag("system")
class DashboardsTest {
  private static final String NODE = "/usr/bin/node";

  /** Where {@code scripts/test} puts Grafana's schema and the compiler. */
  private static final Path TYPES = Path.of("target/grafana");

  private static final Path PICTURES = Path.of("src/site/resources");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([a-z]\\w*)");
  private static final Pattern RECORDED = Pattern.compile("\\b\\w+:cloudflare\\w*(?::\\w+)*");
  private static final int COLUMNS = 24;

  @TempDir
  Path directory;

  @Test
  void dashboards_areWhatTheScriptWrites() throws Exception {
    Programs.need(NODE);
    Path written = Files.createDirectory(directory.resolve("written"));

    Programs.Ended ended = run("scripts/dashboards", written.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    for (Dashboard dashboard : Dashboard.all()) {
      assertThat(written.resolve(dashboard.file()))
          .hasSameTextualContentAs(Dashboard.FOLDER.resolve(dashboard.file()));
    }
  }

  /** By the types of the package {@code @grafana/schema}; what they do not know is an error. */
  @Test
  void dashboards_haveTheTypesThatGrafanaPublishes() throws Exception {
    Path compiler = TYPES.resolve("node_modules/typescript/lib/tsc.js").toAbsolutePath();
    Programs.need(NODE);
    assumeTrue(
        Files.exists(compiler) || "true".equals(System.getenv("CI")),
        "scripts/test installs Grafana's schema");
    for (String name : List.of("types.ts", "tsconfig.json")) {
      Files.copy(Path.of("src/test/grafana", name), directory.resolve(name));
    }
    for (Dashboard dashboard : Dashboard.all()) {
      Files.writeString(
          directory.resolve(dashboard.file().replace(".json", ".ts")),
          "import type { OurDashboard } from './types';\nexport const it: OurDashboard = "
              + Files.readString(Dashboard.FOLDER.resolve(dashboard.file())));
    }
    Path modules = Files.createSymbolicLink(
        directory.resolve("node_modules"), TYPES.resolve("node_modules").toAbsolutePath());

    Programs.Ended ended = run(NODE, compiler.toString(), "--project", directory.toString());

    Files.delete(modules);
    assertThat(ended).isEqualTo(new Programs.Ended(0, ""));
  }

  @Test
  void everyDashboard_isKnownByAnAddressThatStays() throws IOException {
    assertThat(Dashboard.all())
        .extracting(Dashboard::uid)
        .containsExactly(
            "cloudflare-exporter",
            "cloudflare-platform",
            "cloudflare-security",
            "cloudflare-zone",
            "cloudflare-zones");
    assertThat(Dashboard.all()).allSatisfy(dashboard -> {
      assertThat(dashboard.json().getString("description")).isNotBlank();
      assertThat(dashboard.json().getInteger("schemaVersion")).isEqualTo(42);
      assertThat(dashboard.json().getValue("id")).isNull();
      JsonObject link = dashboard.json().getJsonArray("links").getJsonObject(0);
      assertThat(dashboard.json().getJsonArray("tags")).containsAll(link.getJsonArray("tags"));
    });
  }

  @Test
  void everyPanel_saysWhatItShows_andInWhichUnit() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      assertThat(dashboard.panels()).hasSizeGreaterThan(15).allSatisfy(panel -> {
        JsonObject defaults = panel.getJsonObject("fieldConfig").getJsonObject("defaults");
        assertThat(panel.getString("title")).isNotBlank();
        assertThat(panel.getString("description")).hasSizeGreaterThan(10).endsWith(".");
        assertThat(defaults.getString("unit")).isNotBlank();
        assertThat(panel.getJsonObject("datasource").getString("uid")).isEqualTo("${datasource}");
      });
    }
  }

  @Test
  void everyDashboard_hasAPictureInTheReadme_thatIsSmall() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    assertThat(Dashboard.all()).allSatisfy(dashboard -> {
      Path picture = PICTURES.resolve("dashboard-" + dashboard.file().replace(".json", ".webp"));
      assertThat(readme).contains("](" + picture + ")");
      assertThat(Files.size(picture)).isBetween(20_000L, 150_000L);
    });
  }

  @Test
  void noPanel_liesOnAnother() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      Set<List<Integer>> taken = new HashSet<>();
      Set<Integer> ids = new HashSet<>();
      for (JsonObject place : dashboard.places()) {
        JsonObject at = place.getJsonObject("gridPos");
        assertThat(ids.add(place.getInteger("id"))).isTrue();
        assertThat(at.getInteger("x") + at.getInteger("w")).isLessThanOrEqualTo(COLUMNS);
        for (int x = at.getInteger("x"); x < at.getInteger("x") + at.getInteger("w"); x++) {
          for (int y = at.getInteger("y"); y < at.getInteger("y") + at.getInteger("h"); y++) {
            assertThat(taken.add(List.of(x, y))).as(place.getString("title")).isTrue();
          }
        }
      }
    }
  }

  @Test
  void everyVariableUsed_canBeChosen_andEveryOneToChooseIsUsed() throws IOException {
    for (Dashboard dashboard : Dashboard.all()) {
      Set<String> used = VARIABLE
          .matcher(dashboard.json().encode())
          .results()
          .map((MatchResult found) -> found.group(1))
          .collect(Collectors.toSet());

      assertThat(dashboard.variables())
          .extracting(variable -> variable.getString("name"))
          .containsExactlyInAnyOrderElementsOf(used);
    }
  }

  @Test
  void everyRecordedSeriesUsed_isRecorded() throws IOException {
    Set<String> recorded =
        Alert.maps(Alert.load(Path.of("conf/prometheus/rules.yaml")).get("groups")).stream()
            .flatMap(group -> Alert.maps(group.get("rules")).stream())
            .map(rule -> (String) rule.get("record"))
            .collect(Collectors.toSet());
    String dashboards = Dashboard.all().stream()
        .flatMap(dashboard -> dashboard.queries().stream())
        .map(Dashboard.Query::expr)
        .collect(Collectors.joining("\n"));
    String alerts = Alert.all().stream().map(Alert::expr).collect(Collectors.joining("\n"));

    for (String text : List.of(dashboards, alerts)) {
      assertThat(RECORDED.matcher(text).results().map(MatchResult::group))
          .hasSizeGreaterThan(10)
          .isSubsetOf(recorded);
    }
  }

  private Programs.Ended run(String... command) throws Exception {
    return Programs.run(directory.resolve("log"), Map.of(), command);
  }
}
