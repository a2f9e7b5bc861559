package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.ShopKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with query kinds of a user's own in {@code conf/query-kinds} of its working directory. */
@Tag("system")
class KindFilesProcessTest {
  private static final String REQUESTS = ShopKind.REQUESTS;
  private static final String RELOADED = "cloudflare_exporter_config_last_reload_successful";

  @TempDir
  Path directory;

  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.createDirectories(directory.resolve("conf/query-kinds")).resolve("shop.yaml");
    Files.writeString(file, ShopKind.FILE);
  }

  @Test
  void fileIsCollected_brokenWithoutHarm_andRemoved() throws Exception {
    Map<String, String> quick =
        Map.of("METRIC_REFRESH_INTERVAL_SECONDS", "1", "NEW_SERIES_ZERO_SECONDS", "0");
    try (ExporterProcess exporter = ExporterProcess.start(directory, quick, "--demo")) {
      Await.until(() -> metrics(exporter), text -> text.contains("\n" + REQUESTS + "{"));
      assertThat(metrics(exporter)).contains(RELOADED + " 1");

      Files.writeString(file, ShopKind.FILE.replace("zone", "planet"));
      Await.until(() -> metrics(exporter), text -> text.contains(RELOADED + " 0"));
      assertThat(exporter.output())
          .contains("conf/query-kinds/shop.yaml:2")
          .contains("unknown scope planet; allowed are account, zone");
      assertThat(metrics(exporter)).contains("\n" + REQUESTS + "{");

      Files.delete(file);
      Await.until(() -> metrics(exporter), text -> text.contains(RELOADED + " 1"));
      Await.until(() -> metrics(exporter), text -> !text.contains(REQUESTS));
      Await.until(
          () -> metrics(exporter), text -> text.contains("\ncloudflare_zone_requests_total{"));
    }
  }

  @Test
  void mistake_endsTheStart_togetherWithThoseOfTheSettings() throws Exception {
    Files.writeString(file, ShopKind.FILE.replace("zone", "planet"));
    for (String[] arguments : new String[][] {{"--demo"}, {"--demo", "--check"}}) {
      try (ExporterProcess exporter =
          ExporterProcess.start(directory, Map.of("PORT", "many"), arguments)) {
        assertThat(exporter.exitCode()).isEqualTo(78);
        assertThat(exporter.output())
            .contains("conf/query-kinds/shop.yaml:2: unknown scope planet; allowed are")
            .contains("PORT: \"many\" is refused");
      }
    }
  }

  @Test
  void check_comparesWithTheSchema() throws Exception {
    Files.writeString(file, ShopKind.FILE.replace("cacheStatus", "cachestatus"));
    try (ExporterProcess exporter =
        ExporterProcess.start(directory, Map.of(), "--check", "--demo")) {
      assertThat(exporter.exitCode()).isEqualTo(1);
      assertThat(exporter.output())
          .contains("broken   conf/query-kinds/shop.yaml:5: dataset httpRequestsAdaptiveGroups has"
              + " no field dimensions.cachestatus; similar are cacheStatus, ")
          .endsWith("1 problem.");
    }
  }

  private static String metrics(ExporterProcess exporter) throws Exception {
    return exporter.get("/metrics").body();
  }
}
