package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three nodes that count as one, and go on counting when one of them does not. Every test begins and
 * ends with all three.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class ClusterTest {
  private static final int SIZE = 3;

  private Fleet fleet;
  private NeverLower watch;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    fleet = new Fleet(directory, SIZE);
    for (int node = 0; node < SIZE; node++) {
      fleet.start(node);
    }
    fleet.awaitWhole();
    fleet.awaitExact();
  }

  @AfterAll
  void stop() throws Exception {
    fleet.close();
  }

  @BeforeEach
  void look() {
    watch = new NeverLower(fleet);
  }

  @AfterEach
  void nothingWasLost() throws Exception {
    fleet.awaitWhole();
    fleet.awaitExact();
    fleet.awaitAlike();
    watch.close();
    assertThat(watch.faults()).isEmpty();
    assertThat(watch.scrapes()).isGreaterThan(SIZE);
    assertThat(fleet.mostCalls().values()).allMatch(calls -> calls <= Fleet.BUDGET);
  }

  @Test
  void everyNode_tellsOfAll_andOfItself() throws Exception {
    for (ExporterProcess node : fleet.running()) {
      JsonObject status = new JsonObject(node.get("/status.json").body());
      assertThat(status.getJsonArray("nodes")).hasSize(SIZE);
      assertThat(status.getJsonArray("accounts")).hasSize(3);
      assertThat(node.get("/metrics").body()).doesNotContain("jvm_info");
      assertThat(Exposed.of(node.get("/metrics").body()).samples())
          .containsEntry("cloudflare_exporter_cluster_nodes", (double) SIZE)
          .containsEntry("cloudflare_exporter_cluster_safe", 1.0);
      assertThat(node.get("/metrics/node").body())
          .contains("jvm_info", "cloudflare_exporter_config_last_reload_successful")
          .doesNotContain("cloudflare_zone", "cloudflare_worker", "cloudflare_exporter_lag");
      for (Object one : status.getJsonArray("accounts")) {
        JsonObject account = (JsonObject) one;
        JsonObject zones = new JsonObject(
            node.get("/zones.json?account=" + account.getString("id")).body());
        assertThat(zones.getJsonArray("zones")).hasSize(account.getInteger("zones_found"));
      }
    }
    Await.until(
        () -> {
          int series = 0;
          for (ExporterProcess node : fleet.running()) {
            series += zoneSeries(node, "/metrics?scope=node");
          }
          return series == zoneSeries(fleet.node(0), "/metrics");
        },
        same -> same);
  }

  @Test
  void ownerThatIsKilled_isReplaced() throws Exception {
    int owner = Roles.busiest(fleet);
    int moving = Told.accounts(fleet.node(owner));
    long before = taken() - Told.taken(fleet.node(owner));
    fleet.node(owner).kill();
    Await.until(this::taken, now -> now == before + moving);
    fleet.awaitExact();

    fleet.start(owner);
  }

  @Test
  void nodeThatIsHeldTooLong_comesBack() throws Exception {
    int owner = Roles.busiest(fleet);
    fleet.node(owner).signal("STOP");
    ExporterProcess other = fleet.node((owner + 1) % SIZE);
    Await.until(() -> Told.nodes(other), seen -> seen == SIZE - 1);
    Await.until(
        () -> Exposed.of(other.get("/metrics").body()).samples(),
        metrics -> metrics.get("cloudflare_exporter_cluster_nodes") == SIZE - 1);
    fleet.node(owner).signal("CONT");
  }

  /** How often one of the running nodes has begun to collect an account. */
  private long taken() {
    return fleet.running().stream().mapToLong(Told::taken).sum();
  }

  private static int zoneSeries(ExporterProcess node, String path) throws Exception {
    return (int) Exposed.of(node.get(path).body()).samples().keySet().stream()
        .filter(series -> series.startsWith("cloudflare_zone_"))
        .count();
  }
}
