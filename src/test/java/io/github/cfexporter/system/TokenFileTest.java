package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Grant;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with a file of tokens. */
@Tag("system")
class TokenFileTest {
  @TempDir
  Path directory;

  @Test
  void fileOfTwoLines_readsBothAccounts_andFollowsTheFile() throws Exception {
    Vertx vertx = Vertx.vertx();
    SimulatorVerticle server = new SimulatorVerticle(twoTokens(), 0);
    vertx.deployVerticle(server).await();
    Path file = Files.writeString(
        directory.resolve("tokens"), "\uFEFF# one a line\r\n\"a-token-0\"\r\na-token-1\r\n");
    try (ExporterProcess exporter = ExporterProcess.start(
        directory,
        Map.of(
            "CLOUDFLARE_API_TOKEN_FILE", file.toString(),
            "CLOUDFLARE_API_BASE_URL", server.baseUrl(),
            "METRIC_REFRESH_INTERVAL_SECONDS", "1"))) {
      Await.until(() -> accounts(exporter), found -> found.size() == 2);
      JsonArray tokens = status(exporter).getJsonArray("tokens");
      assertThat(tokens)
          .hasSize(2)
          .allSatisfy(
              token -> assertThat(((JsonObject) token).getString("status")).isEqualTo("active"));

      Files.writeString(file, "a-token-0\n${SECOND}\n");
      Await.until(exporter::output, printed -> printed.contains("configuration refused"));
      assertThat(status(exporter).getJsonArray("tokens")).isEqualTo(tokens);
      Files.writeString(file, "a-token-1\n");
      Await.until(() -> status(exporter).getJsonArray("tokens"), now -> now.size() == 1);

      assertThat(exporter.output()).doesNotContain("a-token-0").doesNotContain("a-token-1");
    } finally {
      vertx.close().await();
    }
  }

  /** Each reads an account of its own. */
  private static Simulator twoTokens() {
    World world = World.of(2, 1);
    Simulator cloudflare =
        new Simulator(world, SimulatorOptions.usual(), System::currentTimeMillis);
    for (int i = 0; i < 2; i++) {
      cloudflare
          .tokens()
          .add(
              "a-token-" + i,
              Grant.everything().ofAccounts(world.accounts().get(i).id()));
    }
    return cloudflare;
  }

  @Test
  void placeholder_isRefusedAtTheStart() throws Exception {
    try (ExporterProcess exporter =
        ExporterProcess.start(directory, Map.of("CLOUDFLARE_API_TOKEN", "${CF_TOKEN}"))) {
      assertThat(exporter.exitCode()).isEqualTo(78);
      assertThat(exporter.output())
          .contains("CLOUDFLARE_API_TOKEN: its value (not shown) is refused", "placeholder");
    }
  }

  private static JsonArray accounts(ExporterProcess exporter) throws Exception {
    return status(exporter).getJsonArray("accounts");
  }

  private static JsonObject status(ExporterProcess exporter) throws Exception {
    return new JsonObject(exporter.get("/status.json").body());
  }
}
