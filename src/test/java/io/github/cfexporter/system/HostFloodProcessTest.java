package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.Tokens;
import io.github.cfexporter.simulator.World;
import io.github.cfexporter.simulator.Zone;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cases.md 24 and 24a: a process with a small heap, and zones to which so many random hosts come that
 * without a cap it ends within a minute.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
class HostFloodProcessTest {
  private static final String HEAP = "256m";
  private static final int ZONES = 3;

  /** Two thousand in a window of five seconds. */
  private static final int HOSTS_PER_SECOND = 400;

  private static final String FAMILY = "cloudflare_zone_colocation_requests_total";
  private static final String DATASET = "httpRequestsAdaptiveGroups";

  /** Rows with a new host, of which most make two or three series: more than the heap holds. */
  private static final int ENOUGH = 200_000;

  private static final int STEPS = 4;

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator = new Simulator(
      World.of(1, ZONES),
      SimulatorOptions.usual().withIngestDelaySeconds(0).withBudgets(20_000, 20_000),
      System::currentTimeMillis);
  private final SimulatorVerticle cloudflare = new SimulatorVerticle(simulator, 0);

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void processOutlivesTheFlood_andARestart_andCountsExactly() throws Exception {
    assertOutlives(Map.of());
    assertGoesOn(Map.of());
  }

  /** The operator allows more than the heap has room for. */
  @Test
  void processOutlivesTheFlood_whenOnlyTheHeapBoundsIt() throws Exception {
    assertOutlives(Map.of("MAX_SERIES_PER_FAMILY_AND_ZONE", "100000000"));
  }

  private void assertOutlives(Map<String, String> settings) throws Exception {
    vertx.deployVerticle(cloudflare).await();
    long now = System.currentTimeMillis() / 1000;
    simulator
        .world()
        .zones()
        .forEach(zone -> simulator.world().flood(zone.id(), now, now + 86_400, HOSTS_PER_SECOND));
    try (ExporterProcess first = start(settings)) {
      awaitRows(first, ENOUGH);
      assertThat(first.get("/-/ready").statusCode()).isEqualTo(200);
      assertThat(first.output()).contains("more series than there is room for");
      first.kill();
    }
  }

  /** After a kill, on what was stored, while the flood lasts. */
  private void assertGoesOn(Map<String, String> settings) throws Exception {
    try (ExporterProcess second = start(settings)) {
      awaitRows(second, ENOUGH / 4);
      assertThat(second.isRunning()).isTrue();
      for (Zone zone : simulator.world().zones()) {
        Await.until(() -> served(second, zone), sums -> happened(zone).contains(sums));
      }
      assertThat(second.get("/status.json").body()).contains("\"metric\":\"" + FAMILY + "\"");
    }
  }

  private ExporterProcess start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of(
        "CLOUDFLARE_API_TOKEN", Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl(),
        "TIME_WINDOW_SECONDS", "5",
        "METRIC_REFRESH_INTERVAL_SECONDS", "5",
        "SCRAPE_DELAY_SECONDS", "1",
        "GRAPHQL_QUERIES_PER_5_MINUTES", "6000"));
    all.putAll(settings);
    return ExporterProcess.startWithHeap(HEAP, directory, all);
  }

  /** In steps, for each of which there is the usual patience. */
  private static void awaitRows(ExporterProcess node, int enough) throws Exception {
    for (int step = 1; step <= STEPS; step++) {
      int some = enough / STEPS * step;
      Await.until(() -> rows(node), rows -> rows > some);
    }
  }

  /** Rows that the process has read; from nearly each of them comes a series that was not there. */
  private static long rows(ExporterProcess node) throws Exception {
    long rows = 0;
    for (Object account :
        new JsonObject(node.get("/status.json").body()).getJsonArray("accounts")) {
      for (Object kind : ((JsonObject) account).getJsonArray("kinds")) {
        rows += ((JsonObject) kind).getLong("rows");
      }
    }
    return rows;
  }

  /** Requests by data centre, all hosts together. */
  private static Map<String, Long> served(ExporterProcess node, Zone zone) throws Exception {
    Map<String, Long> sums = new HashMap<>();
    Exposed.of(node.get("/metrics").body()).samples().forEach((series, value) -> {
      if (series.startsWith(FAMILY + "{zone=\"" + zone.name() + "\"")) {
        sums.merge(series.replaceAll(".*,colo=\"(\\w+)\".*", "$1"), value.longValue(), Long::sum);
      }
    });
    return sums;
  }

  /** The same as it was at the end of every window, from the first second that was asked for. */
  private Set<Map<String, Long>> happened(Zone zone) {
    List<AskedNode> nodes = simulator.log().calls(call -> call.zones().contains(zone.id())).stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.dataset().equals(DATASET))
        .toList();
    long from = nodes.stream().mapToLong(AskedNode::fromSecond).min().orElseThrow();
    Set<Map<String, Long>> sums = new LinkedHashSet<>();
    Map<String, Long> sum = new HashMap<>();
    long before = from;
    for (long to : nodes.stream().map(AskedNode::toSecond).distinct().sorted().toList()) {
      simulator
          .truth()
          .counts(zone.id(), DATASET, event -> List.of(event.text("coloCode")), before, to)
          .forEach((colo, count) -> sum.merge(colo.get(0), count, Long::sum));
      sums.add(Map.copyOf(sum));
      before = to;
    }
    return sums;
  }
}
