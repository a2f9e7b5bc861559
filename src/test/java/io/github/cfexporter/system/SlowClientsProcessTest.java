package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are many and slow, and a process that has little; cases.md 31, 32 and 33. */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class SlowClientsProcessTest {
  private static final int SENDERS = 5_000;

  /** Of what they promise; together more than the heap, if it were kept. */
  private static final int SENT_AT_ONCE = 59_900;

  private static final int READERS = 300;
  private static final int WAVES = 6;

  /** Bytes of a page of metrics, each line of which changes with every wave. */
  private static final int BIG = 6_000_000;

  private static final int MEGABYTE = 1 << 20;

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** cases.md 31. */
  @Test
  void bodiesAtATrickle_ofThousands_takeNoMemory() throws Exception {
    try (ExporterProcess exporter =
            ExporterProcess.startWithHeap("256m", directory, Map.of(), "--demo");
        SlowClients senders = SlowClients.to(exporter.baseUrl())) {
      String body = "x".repeat(SENT_AT_ONCE);
      String[] requests = {
        "PUT /config/queryLimit", "PUT_FRAGMENT /metrics", "PUT /-/healthy", "GET /"
      };
      for (int sender = 0; sender < SENDERS; sender++) {
        senders.connect(requests[sender % requests.length] + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 60000\r\n\r\n" + body);
        if (sender % 250 == 0) {
          awaitHealthy(exporter);
        }
      }
      for (int round = 0; round < 3; round++) {
        senders.send("x");
        awaitHealthy(exporter);
      }

      assertThat(refused(exporter)).containsKeys("body", "connections");
      assertThat(exporter.peakMemory()).isLessThan(512L * MEGABYTE);
    }
    try (ExporterProcess exporter =
        ExporterProcess.startWithHeap("256m", directory, Map.of(), "--demo")) {
      exporter.put("/config/queryLimit", "{\"value\": 5000}");
    }
  }

  /** cases.md 32: in waves, each of which meets a page without a line of the one before. */
  @Test
  void readersThatStandStill_areCut_andTheProcessLivesOn() throws Exception {
    Simulator simulator = new Simulator(
        World.of(1, 1),
        SimulatorOptions.usual().withIngestDelaySeconds(0).withBudgets(20_000, 20_000),
        System::currentTimeMillis);
    SimulatorVerticle cloudflare = new SimulatorVerticle(simulator, 0);
    vertx.deployVerticle(cloudflare).await();
    long now = System.currentTimeMillis() / 1000;
    Zone zone = simulator.world().zones().get(0);
    simulator.world().flood(zone.id(), now, now + 86_400, 400);
    try (ExporterProcess exporter = ExporterProcess.start(directory, environment(cloudflare));
        SlowClients readers = SlowClients.to(exporter.baseUrl())) {
      Await.until(() -> exporter.get("/metrics").body().length(), length -> length > BIG);
      for (int wave = 0; wave < WAVES; wave++) {
        String name = "wave-" + wave + ".example";
        simulator.world().renameZone(zone.id(), name);
        Await.until(() -> exporter.get("/metrics").body(), body -> body.contains(name));
        for (int reader = 0; reader < READERS / WAVES; reader++) {
          readers.connect("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        awaitHealthy(exporter);
      }

      assertThat(exporter.isRunning()).as(exporter::output).isTrue();
      assertThat(refused(exporter)).containsKey("slow");
    }
  }

  /** cases.md 33. */
  @Test
  void idleConnections_moreThanDescriptors_leaveRoomForAHealthCheck() throws Exception {
    try (ExporterProcess exporter =
            ExporterProcess.startWithDescriptors(256, directory, Map.of(), "--demo");
        SlowClients idle = SlowClients.to(exporter.baseUrl())) {
      for (int client = 0; client < 600; client++) {
        idle.connect("");
        if (client % 50 == 49) {
          awaitHealthy(exporter);
        }
      }
      assertThat(refused(exporter)).containsKey("connections");
    }
  }

  private static void awaitHealthy(ExporterProcess exporter) throws Exception {
    Await.until(() -> exporter.get("/-/healthy").statusCode(), status -> status == 200);
  }

  private static Map<String, String> environment(SimulatorVerticle cloudflare) {
    return Map.of(
        "QUERY_KINDS", QueryKinds.usualOnly(),
        "CLOUDFLARE_API_TOKEN", Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl(),
        "TIME_WINDOW_SECONDS", "1",
        "METRIC_REFRESH_INTERVAL_SECONDS", "1",
        "ZONE_LIST_CACHE_TTL_SECONDS", "1",
        "SCRAPE_DELAY_SECONDS", "1",
        "GRAPHQL_QUERIES_PER_5_MINUTES", "15000",
        "MAX_SERIES_PER_FAMILY_AND_ZONE", "100000");
  }

  /** How often, by reason. */
  private static Map<String, Double> refused(ExporterProcess exporter) throws Exception {
    Map<String, Double> refused = new HashMap<>();
    Exposed.of(exporter.get("/metrics").body()).samples().forEach((series, value) -> {
      if (series.startsWith("cloudflare_exporter_http_refused_total{") && value > 0) {
        refused.put(series.replaceAll(".*reason=\"(\\w+)\".*", "$1"), value);
      }
    });
    return refused;
  }
}
