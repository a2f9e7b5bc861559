package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.AskedNode;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cases.md 24 and 24a: a process with a small heap, and zones to which so many random hosts come that
 * it ends within seconds where nothing bounds them.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class HostFloodProcessTest {
  private static final String HEAP = "256m";

  private static final int ZONES = 3;

  /** Two thousand in a window of five seconds. */
  private static final int HOSTS_PER_SECOND = 400;

  private static final String FAMILY = "cloudflare_zone_colocation_requests_total";
  private static final String DATASET = "httpRequestsAdaptiveGroups";

  /** Rows with a new host, most of which make two or three series of a kilobyte each. */
  private static final int ENOUGH = 60_000;

  private static final int STEPS = 4;

  private static final Map<String, String> HEAP_ALONE =
      Map.of("MAX_SERIES_PER_FAMILY_AND_ZONE", "100000000");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator = new Simulator(
      World.of(1, ZONES),
      SimulatorOptions.usual().withIngestDelaySeconds(0).withBudgets(20_000, 20_000),
      System::currentTimeMillis);
  private final SimulatorVerticle cloudflare = new SimulatorVerticle(simulator, 0);

  /** Requests by data centre at the end of every window, as far as it has been looked at, by zone. */
  private final Map<String, TreeMap<Long, Map<String, Long>>> happened = new HashMap<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** The operator first allows more than the heap has room for, then what is usual. */
  @Test
  void processOutlivesTheFlood_andRestarts_andCountsExactly() throws Exception {
    vertx.deployVerticle(cloudflare).await();
    long now = System.currentTimeMillis() / 1000;
    simulator
        .world()
        .zones()
        .forEach(zone -> simulator.world().flood(zone.id(), now, now + 86_400, HOSTS_PER_SECOND));
    try (ExporterProcess first = start(HEAP_ALONE)) {
      awaitRows(first, ENOUGH);
      assertThat(first.get("/-/ready").statusCode()).isEqualTo(200);
      Await.until(first::output, output -> output.contains("more series than there is room for"));
      first.kill();
    }
    assertGoesOn(HEAP_ALONE);
    assertGoesOn(Map.of());
  }

  /** On what was stored, while the flood lasts, until it is killed. */
  private void assertGoesOn(Map<String, String> settings) throws Exception {
    try (ExporterProcess next = start(settings)) {
      awaitRows(next, ENOUGH / 8);
      for (Zone zone : simulator.world().zones()) {
        Await.until(
            () -> served(next, zone),
            sums -> happened(zone).values().stream().anyMatch(all -> isWhole(sums, all)));
      }
      Await.until( // its first window may be on its way still
          () -> next.get("/status.json").body(),
          status -> status.contains("\"metric\":\"" + FAMILY + "\""));
      next.kill();
    }
  }

  /** Nothing is missing; where no room at all is left, data centres are summed up, too. */
  private static boolean isWhole(Map<String, Long> served, Map<String, Long> happened) {
    return total(served) == total(happened)
        && served.entrySet().stream()
            .filter(colo -> !colo.getKey().equals("other"))
            .allMatch(colo -> colo.getValue() <= happened.getOrDefault(colo.getKey(), 0L));
  }

  private static long total(Map<String, Long> sums) {
    return sums.values().stream().mapToLong(count -> count).sum();
  }

  private ExporterProcess start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new HashMap<>(Map.of(
        "QUERY_KINDS", QueryKinds.usualOnly(),
        "CLOUDFLARE_API_TOKEN", Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl(),
        "TIME_WINDOW_SECONDS", "5",
        "METRIC_REFRESH_INTERVAL_SECONDS", "5",
        "SCRAPE_DELAY_SECONDS", "1",
        // the simulator has a hundred thousand hosts to find, on a machine that may have much else
        // to do
        "REQUEST_TIMEOUT_SECONDS", "120",
        "GRAPHQL_QUERIES_PER_5_MINUTES", "6000"));
    all.putAll(settings);
    return ExporterProcess.startWithHeap(HEAP, directory, all);
  }

  /** In steps, for each of which there is the usual patience. */
  private static void awaitRows(ExporterProcess node, int enough) throws Exception {
    for (int step = 1; step <= STEPS; step++) {
      int some = enough / STEPS * step;
      Await.until(() -> node.rows(), rows -> rows > some);
    }
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
  private Map<Long, Map<String, Long>> happened(Zone zone) {
    List<AskedNode> nodes = simulator.log().calls(call -> call.zones().contains(zone.id())).stream()
        .flatMap(call -> call.nodes().stream())
        .filter(node -> node.dataset().equals(DATASET))
        .toList();
    long from = nodes.stream().mapToLong(AskedNode::fromSecond).min().orElseThrow();
    TreeMap<Long, Map<String, Long>> sums = happened.computeIfAbsent(
        zone.id(), unknown -> new TreeMap<>(Map.of(from, Map.<String, Long>of())));
    nodes.stream()
        .map(AskedNode::toSecond)
        .filter(to -> !sums.containsKey(to))
        .distinct()
        .sorted()
        .forEach(to -> sums.put(to, sum(zone, sums.floorEntry(to), to)));
    return sums;
  }

  private Map<String, Long> sum(Zone zone, Map.Entry<Long, Map<String, Long>> before, long to) {
    Map<String, Long> sum = new HashMap<>(before.getValue());
    simulator
        .truth()
        .counts(zone.id(), DATASET, event -> List.of(event.text("coloCode")), before.getKey(), to)
        .forEach((colo, count) -> sum.merge(colo.get(0), count, Long::sum));
    return sum;
  }
}
