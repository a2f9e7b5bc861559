package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Fault;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.Permission;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process started with {@code --check}: what it prints and how it ends. */
@Tag("system")
class CheckTest {
  @TempDir
  Path directory;

  @Test
  void demo_isWell_andLeavesNothingBehind() throws Exception {
    try (ExporterProcess exporter =
        ExporterProcess.start(directory, Map.of(), "--check", "--demo")) {
      assertThat(exporter.exitCode()).isZero();
      assertThat(exporter.output())
          .contains("3 accounts, 31 zones, of which 31 are selected")
          .contains("(enterprise): 35 of 35 sources")
          .containsPattern("[0-9]+ GraphQL calls a minute of 60; data is 300 s to 420 s old")
          .endsWith("All is well.");
    }
    assertThat(Files.exists(directory.resolve("data"))).isFalse();
  }

  @Test
  void tokenWithoutCertificates_endsWith1_andNamesWhatIsLost() throws Exception {
    Vertx vertx = Vertx.vertx();
    Simulator cloudflare =
        new Simulator(World.of(1, 2), SimulatorOptions.usual(), System::currentTimeMillis);
    cloudflare.tokens().add("little-token", Grant.everything().without(Permission.CERTIFICATES));
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_TOKEN", "little-token", "CLOUDFLARE_API_BASE_URL", server.baseUrl());
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--check")) {
      assertThat(exporter.exitCode()).isEqualTo(1);
      assertThat(exporter.output())
          .contains("missing  Zone · SSL and Certificates · Read: not granted for Account 0\n")
          .contains("not collected: cloudflare_zone_certificate_validation_status,"
              + " cloudflare_zone_custom_hostnames\n")
          .endsWith("1 problem.")
          .doesNotContain("little-token");
    } finally {
      vertx.close().await();
    }
  }

  /** cases.md 43. */
  @Test
  void tokenInAMessageOfCloudflare_isMasked() throws Exception {
    Vertx vertx = Vertx.vertx();
    Simulator cloudflare =
        new Simulator(World.of(1, 2), SimulatorOptions.usual(), System::currentTimeMillis);
    cloudflare.tokens().add("little-token", Grant.everything());
    cloudflare
        .faults()
        .always(call -> true, Fault.restError(500, 1000, "cannot serve little-token"));
    SimulatorVerticle server = new SimulatorVerticle(cloudflare, 0);
    vertx.deployVerticle(server).await();
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_TOKEN", "little-token", "CLOUDFLARE_API_BASE_URL", server.baseUrl());
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--check")) {
      assertThat(exporter.exitCode()).isEqualTo(1);
      assertThat(exporter.output()).contains("cannot serve").doesNotContain("little-token");
    } finally {
      vertx.close().await();
    }
  }

  @Test
  void badConfiguration_endsWith78() throws Exception {
    Path file = Files.writeString(directory.resolve("exporter.yaml"), "queryLimit: many\n");
    Map<String, String> environment =
        Map.of("CLOUDFLARE_API_TOKEN", "some-token", "CONFIG_FILE", file.toString());
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment, "--check")) {
      assertThat(exporter.exitCode()).isEqualTo(78);
      assertThat(exporter.output()).contains("queryLimit", "\"many\"", "integer of 1 or more");
    }
  }
}
