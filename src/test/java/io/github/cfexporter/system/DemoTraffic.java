package io.github.cfexporter.system;

import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** What the demo's traffic is, and what a Prometheus has stored of it. */
final class DemoTraffic {
  private static final long WINDOW = 5;
  private static final String ZONE = "client-22.example";

  /** The same world as in the other process, with the same traffic. */
  private static final Simulator TWIN =
      new Simulator(World.demoWithDays(), SimulatorOptions.usual(), System::currentTimeMillis);

  private static final String ZONE_ID = TWIN.world().zones().stream()
      .filter(zone -> zone.name().equals(ZONE))
      .map(Zone::id)
      .findFirst()
      .orElseThrow();

  /**
   * Windows short enough for a test; the demo's data is complete after 120 seconds. Sums over series are
   * compared with those of one moment, so what is new is not held at zero.
   */
  static final Map<String, String> QUICK = Map.of(
      "NEW_SERIES_ZERO_SECONDS",
      "0",
      "TIME_WINDOW_SECONDS",
      String.valueOf(WINDOW),
      "METRIC_REFRESH_INTERVAL_SECONDS",
      String.valueOf(WINDOW),
      "SCRAPE_DELAY_SECONDS",
      "125");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /**
   * A configuration of Prometheus.
   *
   * @param target host and port of the exporter
   * @param path of the page that it scrapes
   */
  static String scrapeConfig(String target, String path) {
    return """
        scrape_configs:
          - job_name: cloudflare
            scrape_interval: 1s
            scrape_timeout: 1s
            metrics_path: %s
            static_configs:
              - targets: ['%s']
        """.formatted(path, target);
  }

  /** Distinct values of the zone's requests, all methods together, in the order of the scrapes. */
  static List<Long> stored(String api) throws Exception {
    String query = "sum(cloudflare_zone_requests_by_method_total{zone=\"" + ZONE + "\"})[5m:1s]";
    HttpRequest request = HttpRequest.newBuilder(URI.create(
            api + "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)))
        .build();
    HttpResponse<String> answer;
    try {
      answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException notListeningYet) {
      return List.of();
    }
    if (answer.statusCode() != 200) {
      return List.of();
    }
    JsonArray series = new JsonObject(answer.body()).getJsonObject("data").getJsonArray("result");
    List<Long> values = new ArrayList<>();
    if (!series.isEmpty()) {
      for (Object sample : series.getJsonObject(0).getJsonArray("values")) {
        values.add(Long.valueOf(((JsonArray) sample).getString(1)));
      }
    }
    return values.stream().distinct().toList();
  }

  /** Where the counters may have begun: at the end of some window of the last minutes. */
  static List<Long> starts() {
    long now = System.currentTimeMillis() / 1000 / WINDOW * WINDOW;
    return LongStream.iterate(now - 360, from -> from < now - 120, from -> from + WINDOW)
        .boxed()
        .toList();
  }

  /** Every value that a counter may have shown that began at the second given. */
  static Set<Long> totalsSince(long start) {
    Set<Long> totals = new HashSet<>();
    long total = 0;
    for (long from = start; from < start + 360; from += WINDOW) {
      total += requests(from, from + WINDOW);
      totals.add(total);
    }
    return totals;
  }

  private static long requests(long from, long to) {
    return TWIN.truth()
        .counts(ZONE_ID, "httpRequestsAdaptiveGroups", event -> List.of(), from, to)
        .getOrDefault(List.of(), 0L);
  }

  private DemoTraffic() {}
}
