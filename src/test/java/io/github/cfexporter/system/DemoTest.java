package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --demo}, as a newcomer tries it: every family is there, and Prometheus' own tool is content. */
@Tag("system")
class DemoTest {
  private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

  /** Names and units of peers and of bills that promtool would have chosen otherwise, and quantiles. */
  private static final List<String> FIXED_NAMES = List.of(
      "cloudflare_zone_lb_origins_selected_count",
      "cloudflare_magic_transit_edge_colo_count",
      "cloudflare_worker_cpu_time_seconds",
      "cloudflare_worker_duration_seconds",
      "cloudflare_worker_invocation_cpu_seconds",
      "cloudflare_worker_invocation_gigabyte_seconds",
      "cloudflare_d1_query_quantile_seconds",
      "cloudflare_kv_latency_seconds",
      "cloudflare_magic_firewall_rule_bits_total",
      "cloudflare_magic_transit_tunnel_traffic_bits_total",
      "cloudflare_network_analytics_cdn_bits_total",
      "cloudflare_network_analytics_dns_protection_bits_total",
      "cloudflare_network_analytics_dosd_bits_total",
      "cloudflare_network_analytics_idps_bits_total",
      "cloudflare_network_analytics_magic_firewall_bits_total",
      "cloudflare_network_analytics_magic_transit_bits_total",
      "cloudflare_network_analytics_spectrum_bits_total",
      "cloudflare_network_analytics_tcp_protection_bits_total",
      "cloudflare_stream_initial_buffering_seconds",
      "cloudflare_stream_rebuffering_seconds",
      "cloudflare_stream_viewed_minutes_total",
      "cloudflare_worker_build_minutes_total",
      "cloudflare_tunnel_traffic_bits_total",
      "cloudflare_waiting_room_queue_seconds",
      "cloudflare_zone_dns_processing_seconds",
      "cloudflare_zone_host_edge_ttfb_quantile_seconds",
      "cloudflare_zone_origin_response_quantile_seconds",
      "cloudflare_zone_host_origin_duration_quantile_seconds");

  private static final double ZONES = 31;

  @TempDir
  static Path directory;

  private static ExporterProcess exporter;
  private static Exposed scrape;

  @BeforeAll
  static void waitForEveryFamilyAndZone() throws Exception {
    Map<String, String> allOn =
        Map.of("QUERY_KINDS", QueryKinds.allOn(Catalog.bundled().all()));
    exporter = ExporterProcess.start(directory, allOn, "--demo");
    Map<String, String> contract = contract();
    scrape = Await.until(
        () -> Exposed.of(exporter.get("/metrics").body()),
        exposed -> exposed.types().keySet().containsAll(contract.keySet())
            && exposed.samples().getOrDefault("cloudflare_zones_processed", 0.0) >= ZONES);
  }

  @AfterAll
  static void stop() {
    exporter.close();
  }

  @Test
  void everyFamilyOfTheContract_isServedWithItsType() throws IOException {
    assertThat(scrape.types()).containsAllEntriesOf(contract());
  }

  @Test
  void everyZone_isCounted_whateverItsPlan() {
    assertThat(scrape.samples())
        .containsEntry("cloudflare_accounts", 3.0)
        .containsEntry("cloudflare_zones", ZONES)
        .containsEntry("cloudflare_zones_skipped_free_tier", 0.0)
        .containsEntry("cloudflare_zones_processed", ZONES);
  }

  /** What is meant to be so is no warning. That a thread had to wait is the machine's doing. */
  @Test
  void librariesWarnOfNothing() {
    assertThat(exporter
            .output()
            .lines()
            .filter(line -> line.contains("\"level\":\"WARN\""))
            .filter(line -> !line.contains("BlockedThreadChecker")))
        .noneMatch(line -> line.contains("\"logger\":\"com.hazelcast")
            || line.contains("\"logger\":\"io.netty")
            || line.contains("\"logger\":\"io.vertx"));
    assertThat(exporter.output()).contains("\"message\":\"ready: ");
  }

  @Test
  void hostileLabelValues_areEscaped() {
    assertThat(scrape.samples().keySet())
        .anyMatch(series -> series.contains("quote\\\"back\\\\slash"))
        .anyMatch(series -> series.contains("line\\nbreak"))
        .anyMatch(series -> series.contains("bücher.example"));
  }

  @Test
  void promtool_findsNothingButTheNamesThatTheContractFixes() throws Exception {
    Programs.need(PROMTOOL.toString());
    Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
        .redirectErrorStream(true)
        .start();
    promtool.getOutputStream().write(scrape.text().getBytes(StandardCharsets.UTF_8));
    promtool.getOutputStream().close();
    String found = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(found.lines().filter(line -> !isAboutAFixedName(line))).isEmpty();
  }

  @Test
  void cloudflare_isHealthy() throws Exception {
    assertThat(exporter.get("/health").statusCode()).isEqualTo(200);
    assertThat(exporter.get("/-/ready").statusCode()).isEqualTo(200);
  }

  private static boolean isAboutAFixedName(String line) {
    return FIXED_NAMES.stream().anyMatch(name -> line.startsWith(name + " "));
  }

  private static Map<String, String> contract() throws IOException {
    Map<String, String> types = new LinkedHashMap<>();
    List<String> rows = Files.readAllLines(Path.of("src/test/resources/metrics.tsv"));
    for (String row : rows.subList(1, rows.size())) {
      String[] columns = row.split("\t", -1);
      types.put(columns[0], columns[1]);
    }
    return types;
  }
}
