package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.system.HostileCloudflare.Hostility;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cases.md 13: whatever the answers are, the process lives on, and they take little more memory than
 * honest ones. Prints the peak after each sort.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
@Tag("system")
class HostileAnswersMemoryTest {
  private static final String HEAP = "512m";
  static final int ACCOUNTS = 10;

  /** By then code is compiled and caches are filled, as they would be without any harm. */
  private static final int HONEST_ROWS = 20_000;

  /** Each is an own path through the code; more of a sort make no difference. */
  private static final int ANSWERS = 12;

  /** Of what honest answers take. */
  private static final double MOST_TIMES = 1.3;

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final HostileCloudflare cloudflare = new HostileCloudflare(new Simulator(
      World.of(ACCOUNTS, 1),
      SimulatorOptions.usual().withIngestDelaySeconds(0).withBudgets(20_000, 20_000),
      System::currentTimeMillis));

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void hostileAnswers_neverEndTheProcess_norTakeMuchMoreThanHonestOnes() throws Exception {
    vertx.deployVerticle(cloudflare).await();
    Map<String, Long> peaks = new LinkedHashMap<>();
    try (ExporterProcess exporter = start()) {
      Await.until(exporter::rows, rows -> rows > HONEST_ROWS);
      peaks.put("quiet", exporter.peakMemory());
      suffer(exporter, HostileSorts.graphql(), peaks);
      suffer(exporter, HostileSorts.rest(), peaks);
      System.out.println("peak memory: " + told(peaks));
      assertThat(exporter.isRunning()).isTrue();
      assertThat((double) exporter.peakMemory() / peaks.get("quiet"))
          .as(told(peaks))
          .isLessThan(MOST_TIMES);
    }
  }

  private void suffer(
      ExporterProcess exporter, Map<String, Hostility> sorts, Map<String, Long> peaks)
      throws Exception {
    for (Map.Entry<String, Hostility> sort : sorts.entrySet()) {
      cloudflare.become(sort.getValue());
      Await.until(() -> given(exporter), given -> given >= ANSWERS);
      cloudflare.become(Hostility.NONE);
      long before = exporter.rows();
      Await.until(exporter::rows, rows -> rows > before);
      peaks.put(sort.getKey(), exporter.peakMemory());
    }
  }

  private int given(ExporterProcess exporter) {
    assertThat(exporter.isRunning()).as(exporter::output).isTrue();
    return cloudflare.given();
  }

  private static String told(Map<String, Long> peaks) {
    return peaks.entrySet().stream()
        .map(peak -> peak.getKey() + "=" + (peak.getValue() >> 20) + " MB")
        .collect(Collectors.joining(", "));
  }

  private ExporterProcess start() throws IOException {
    return ExporterProcess.startWithHeap(
        HEAP,
        directory,
        Map.ofEntries(
            Map.entry("QUERY_KINDS", QueryKinds.usualOnly()),
            Map.entry("ACCOUNT_LIST_CACHE_TTL_SECONDS", "1"),
            Map.entry("ZONE_LIST_CACHE_TTL_SECONDS", "1"),
            Map.entry("SSL_CERTS_CACHE_TTL_SECONDS", "1"),
            Map.entry("REST_CALLS_PER_5_MINUTES", "5000"),
            Map.entry("CLOUDFLARE_API_TOKEN", Tokens.DEMO),
            Map.entry("CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl()),
            Map.entry("TIME_WINDOW_SECONDS", "1"),
            Map.entry("METRIC_REFRESH_INTERVAL_SECONDS", "1"),
            Map.entry("SCRAPE_DELAY_SECONDS", "1"),
            Map.entry("GRAPHQL_QUERIES_PER_5_MINUTES", "15000")));
  }
}
