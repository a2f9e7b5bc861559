package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the demo needs takes no memory elsewhere. */
@Tag("system")
class LoadedClassesTest {
  private static final List<String> OF_THE_DEMO =
      List.of("io.github.cfexporter.simulator.", "graphql.");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void simulatorAndItsGraphql_areLoadedForTheDemoAlone() throws Exception {
    SimulatorVerticle cloudflare = new SimulatorVerticle(
        new Simulator(
            World.of(1, 2),
            SimulatorOptions.usual().withIngestDelaySeconds(0),
            System::currentTimeMillis),
        0);
    vertx.deployVerticle(cloudflare).await();
    Map<String, String> settings = Map.of(
        "CLOUDFLARE_API_TOKEN", Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl(),
        "TIME_WINDOW_SECONDS", "1",
        "METRIC_REFRESH_INTERVAL_SECONDS", "1",
        "SCRAPE_DELAY_SECONDS", "1");
    try (ExporterProcess exporter = ExporterProcess.start(directory, settings)) {
      Await.until(exporter::rows, rows -> rows > 0);

      assertThat(loaded(exporter))
          .anyMatch(name -> name.startsWith("io.github.cfexporter.gateway."));
      assertThat(loaded(exporter)).noneMatch(LoadedClassesTest::isOfTheDemo);
    }
    try (ExporterProcess demo = ExporterProcess.start(directory, Map.of(), "--demo")) {
      demo.baseUrl();

      assertThat(loaded(demo)).anyMatch(LoadedClassesTest::isOfTheDemo);
    }
  }

  private static boolean isOfTheDemo(String name) {
    return OF_THE_DEMO.stream().anyMatch(name::startsWith);
  }

  private static List<String> loaded(ExporterProcess exporter) throws Exception {
    return ExporterCommand.jcmd(exporter.pid(), "VM.class_hierarchy")
        .lines()
        .map(line -> line.replaceFirst("^[| -]+", ""))
        .toList();
  }
}
