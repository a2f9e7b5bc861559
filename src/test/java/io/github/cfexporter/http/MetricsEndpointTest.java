package io.github.cfexporter.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.MetricType;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.http.access.HostNames;
import io.github.cfexporter.http.webconfig.LiveWebConfig;
import io.github.cfexporter.settings.values.SeriesNames;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
@Tag("unit")
class MetricsEndpointTest {
  private static final String OPENMETRICS = "application/openmetrics-text; version=1.0.0";
  private final HttpSourcesFixture exporter = new HttpSourcesFixture();
  private Http http = Http.to(0);

  @BeforeEach
  void open(Vertx vertx) throws Exception {
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/prometheus/metrics", true, Optional.empty()),
        exporter.sources());
    vertx
        .deployVerticle(verticle)
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
    http = Http.to(verticle.port());
  }

  @Test
  void plainClient_getsText() {
    HttpResponse<String> scrape = http.get("/prometheus/metrics");

    assertThat(scrape.statusCode()).isEqualTo(200);
    assertThat(scrape.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(scrape.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(scrape.headers().firstValue("Vary")).contains("Accept, Accept-Encoding");
    assertThat(scrape.body()).isEqualTo("""
        # HELP requests_total Requests.
        # TYPE requests_total counter
        requests_total{zone="example.org"} 42
        own 1
        """);
  }

  @Test
  void namesOfOthers_areAtTheUsualPath_whereTheyAreChosen() {
    statuses();
    HttpVerticle verticle = new HttpVerticle(
        new HttpSettings(
            List.of("127.0.0.1"),
            0,
            "/metrics",
            SeriesNames.LABLABS,
            true,
            Optional.empty(),
            new HostNames(List.of()),
            HttpLimits.usual(),
            LiveWebConfig.none(),
            false),
        exporter.sources());
    Vertx own = Vertx.vertx(); // else both servers would share a port
    try {
      own.deployVerticle(verticle).await();
      Http chosen = Http.to(verticle.port());

      assertThat(chosen.get("/metrics").body())
          .isEqualTo(chosen.get("/metrics/lablabs").body())
          .contains("cloudflare_zone_requests_status{");
      assertThat(chosen.get("/metrics/cloudflare").body())
          .contains("cloudflare_zone_requests_status_total{");
    } finally {
      own.close().await();
    }
  }

  /** As if it were denied. */
  @Test
  void familyThatIsNotServed_isNotServedUnderAnotherName() {
    statuses();
    exporter.order = List.of();

    assertThat(http.get("/prometheus/metrics/lablabs").body()).isEqualTo("own 1\n");
  }

  private void statuses() {
    Family status = new Family(
        "cloudflare_zone_requests_status_total", MetricType.COUNTER, "Statuses.", List.of("zone"));
    exporter.order = List.of(status);
    exporter.fragments = List.of(new FragmentWriter()
        .family(status.name())
        .sample(List.of("zone"), List.of("example.org"), 43L)
        .finish());
  }

  @Test
  void namesOfOthers_haveAPageOfTheirOwn() {
    statuses();
    String lablabs = http.get("/prometheus/metrics/lablabs").body();

    assertThat(lablabs)
        .contains(
            "# TYPE cloudflare_zone_requests_status counter\n",
            "cloudflare_zone_requests_status{zone=\"example.org\"} 43\n",
            "own 1\n");
    assertThat(http.get("/prometheus/metrics/cloudflare").body())
        .isEqualTo(http.get("/prometheus/metrics").body());
  }

  /** The memory of an answer is freed with its response; only HTTP/1.1 has sent it all by then. */
  @Test
  void clientThatOffersHttp2_isAnsweredInHttp1() throws Exception {
    URI scrape = URI.create("http://127.0.0.1:" + http.port() + "/prometheus/metrics");
    HttpRequest upgrading =
        HttpRequest.newBuilder(scrape).version(HttpClient.Version.HTTP_2).build();

    assertThat(HttpClient.newHttpClient().send(upgrading, BodyHandlers.ofString()))
        .returns(HttpClient.Version.HTTP_1_1, HttpResponse::version)
        .returns(200, HttpResponse::statusCode);
  }

  @Test
  void prometheus_getsOpenMetricsInGzip() throws IOException {
    HttpResponse<byte[]> scrape =
        http.getBytes("/prometheus/metrics", "Accept", OPENMETRICS, "Accept-Encoding", "gzip");

    assertThat(scrape.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(scrape.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(scrape.headers().firstValueAsLong("Content-Length")).hasValue(scrape.body().length);
    assertThat(gunzip(scrape.body()))
        .endsWith("requests_total{zone=\"example.org\"} 42\nown 1.0\n# EOF\n");
  }

  @Test
  void head_describesWhatGetWouldSend() {
    HttpResponse<String> head = http.send("HEAD", "/prometheus/metrics", "");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length"))
        .hasValue(http.getBytes("/prometheus/metrics").body().length);
  }

  @Test
  void knownScrape_isNotSentAgain() {
    String tag = http.get("/prometheus/metrics").headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = http.get("/prometheus/metrics", "If-None-Match", tag);
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();

    exporter.fragments = List.of();
    assertThat(http.get("/prometheus/metrics", "If-None-Match", tag).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void largeScrape_arrivesWhole(String encoding) throws IOException {
    exporter.fragments = largeFragments();

    HttpResponse<byte[]> scrape = http.getBytes("/prometheus/metrics", "Accept-Encoding", encoding);

    String text = encoding.equals("gzip")
        ? gunzip(scrape.body())
        : new String(scrape.body(), StandardCharsets.UTF_8);
    assertThat(text.lines().filter(line -> line.startsWith("requests_total{"))).hasSize(60_000);
    assertThat(text).endsWith("\nown 1\n");
  }

  @Test
  void disabledPage_leavesTheRootFree() {
    assertThat(http.get("/").statusCode()).isEqualTo(404);
    assertThat(http.get("/metrics").statusCode()).isEqualTo(404);
  }

  /** Several megabytes even when compressed, so that the socket's buffers fill up. */
  private static List<Fragment> largeFragments() {
    Random random = new Random(5);
    List<Fragment> fragments = new ArrayList<>();
    for (int account = 0; account < 30; account++) {
      FragmentWriter writer = new FragmentWriter().family("requests_total");
      for (int i = 0; i < 2_000; i++) {
        String zone = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        writer.sample(List.of("zone"), List.of(zone), random.nextLong());
      }
      fragments.add(writer.finish());
    }
    return fragments;
  }

  private static String gunzip(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
