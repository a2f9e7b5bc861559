package io.github.cfexporter.report.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.config.ReloadState;
import io.github.cfexporter.exposition.Format;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics of the process, by their usual names, and whether its configuration is the one on disk. */
@Tag("unit")
class ProcessMetricsTest {
  private static final String CALLS = "cloudflare_exporter_api_request_duration_seconds";

  private final ProcessMetrics metrics = ProcessMetrics.create();

  @Test
  void standardNames_areServed() {
    for (String name : List.of(
        "process_cpu_seconds_total",
        "process_open_fds",
        "process_max_fds",
        "process_start_time_seconds",
        "process_resident_memory_bytes",
        "process_virtual_memory_bytes")) {
      assertThat(value(name)).as(name).isPositive();
    }
  }

  @Test
  void reload_isSuccessfulAgain_whenEverySourceIs() {
    long[] now = {5_000};
    ReloadState reloads = new ReloadState(() -> now[0]);
    metrics.reloads(reloads);
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isEqualTo(1);

    now[0] = 9_000;
    reloads.refused("file");
    reloads.taken("secret");
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isZero();
    assertThat(value("cloudflare_exporter_config_last_reload_success_timestamp_seconds"))
        .isEqualTo(9);

    reloads.taken("file");
    assertThat(value("cloudflare_exporter_config_last_reload_successful")).isEqualTo(1);
  }

  @Test
  void callsToCloudflare_makeAHistogramOfEachApi_fromTheStart() {
    Transport transport = metrics.timed(call -> Future.failedFuture("no answer"));
    assertThat(value(CALLS + "_count{api=\"rest\"}")).isZero();

    transport.send(Call.graphql(Buffer.buffer("{}")));

    assertThat(value(CALLS + "_count{api=\"graphql\"}")).isOne();
    assertThat(value(CALLS + "_bucket{api=\"graphql\",le=\"30.0\"}")).isOne();
    assertThat(value(CALLS + "_bucket{api=\"graphql\",le=\"+Inf\"}")).isOne();
    assertThat(value(CALLS + "_count{api=\"rest\"}")).isZero();
  }

  @Test
  void requestsServed_makeAHistogram() {
    Vertx vertx = metrics.vertx(0).build();
    HttpServer server = vertx
        .createHttpServer()
        .requestHandler(request -> request.response().end())
        .listen(0, "127.0.0.1")
        .await();
    HttpClient client = vertx.createHttpClient(); // one that nobody holds closes itself
    client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/")
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .await();
    client.close().await();
    vertx.close().await();

    String labels = "{code=\"200\",method=\"GET\"";
    assertThat(value("vertx_http_server_response_time_seconds_count" + labels + "}"))
        .isOne();
    assertThat(value("vertx_http_server_response_time_seconds_bucket" + labels + ",le=\"30.0\"}"))
        .isOne();
  }

  private double value(String name) {
    return new String(metrics.text(Format.TEXT), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name));
  }
}
