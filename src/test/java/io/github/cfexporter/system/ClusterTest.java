package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
    awaitWhole();
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
    awaitWhole();
    fleet.awaitExact();
    fleet.awaitAlike();
    watch.close();
    assertThat(watch.faults()).isEmpty();
    assertThat(watch.scrapes()).isGreaterThan(SIZE);
    assertThat(fleet.mostCalls()).isLessThanOrEqualTo(Fleet.BUDGET);
  }

  @Test
  void everyNode_tellsOfAll_andOfItself() throws Exception {
    for (ExporterProcess node : fleet.running()) {
      JsonObject status = new JsonObject(node.get("/status.json").body());
      assertThat(status.getJsonArray("nodes")).hasSize(SIZE);
      assertThat(status.getJsonArray("accounts")).hasSize(3);
      assertThat(node.get("/metrics").body()).doesNotContain("jvm_info");
      assertThat(node.get("/metrics/node").body())
          .contains("jvm_info")
          .doesNotContain("cloudflare_");
      for (JsonObject account : status(node, "accounts")) {
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
    int owner = busiest();
    int moving = accountsOf(fleet.node(owner));
    long before = taken() - taken(fleet.node(owner));
    fleet.node(owner).kill();
    Await.until(this::taken, now -> now == before + moving);
    fleet.awaitExact();

    fleet.start(owner);
  }

  @Test
  void nodesThatStopInTurn_leaveInOrder() throws Exception {
    for (int node = 0; node < SIZE; node++) {
      long began = System.nanoTime();
      fleet.node(node).terminate();
      assertThat(fleet.node(node).exitCode()).isZero();
      assertThat(Duration.ofMillis(millisSince(began))).isLessThan(Duration.ofSeconds(20));
      fleet.start(node);
      awaitWhole();
    }
  }

  @Test
  void nodeThatIsHeldTooLong_comesBack() throws Exception {
    int owner = busiest();
    fleet.node(owner).signal("STOP");
    ExporterProcess other = fleet.node((owner + 1) % SIZE);
    Await.until(() -> nodes(other), seen -> seen == SIZE - 1);
    fleet.node(owner).signal("CONT");
  }

  /** Every node sees all, and any of them may be lost. */
  private void awaitWhole() throws Exception {
    fleet.awaitReady();
    for (ExporterProcess node : fleet.running()) {
      Await.until(() -> nodes(node), seen -> seen == SIZE);
    }
    fleet.awaitReady();
  }

  /** The node that collects most accounts. */
  private int busiest() throws Exception {
    int busiest = 0;
    int most = 0;
    for (int node = 0; node < SIZE; node++) {
      int accounts = accountsOf(fleet.node(node));
      busiest = accounts > most ? node : busiest;
      most = Math.max(most, accounts);
    }
    return busiest;
  }

  private static int accountsOf(ExporterProcess node) throws Exception {
    return status(node, "nodes").stream()
        .filter(one -> one.getBoolean("self"))
        .mapToInt(one -> one.getInteger("accounts"))
        .sum();
  }

  /** How often one of the running nodes has begun to collect an account. */
  private long taken() {
    return fleet.running().stream().mapToLong(ClusterTest::taken).sum();
  }

  private static long taken(ExporterProcess node) {
    return node.output()
        .lines()
        .filter(line -> line.contains("this node collects the account now"))
        .count();
  }

  private static int nodes(ExporterProcess node) throws Exception {
    return status(node, "nodes").size();
  }

  private static List<JsonObject> status(ExporterProcess node, String part) throws Exception {
    return new JsonObject(node.get("/status.json").body())
        .getJsonArray(part).stream().map(JsonObject.class::cast).toList();
  }

  private static int zoneSeries(ExporterProcess node, String path) throws Exception {
    return (int) Exposed.of(node.get(path).body()).samples().keySet().stream()
        .filter(series -> series.startsWith("cloudflare_zone_"))
        .count();
  }

  private static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
