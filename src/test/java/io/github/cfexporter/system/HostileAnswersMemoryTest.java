package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.system.HostileCloudflare.Hostility;
import io.github.cfexporter.system.HostileCloudflare.Piece;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * cases.md 13: whatever the answers are, the process lives on, and what they take beside the heap is
 * bounded. Prints the peak after each sort.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES) // minutes on a machine that has much else to do
class HostileAnswersMemoryTest {
  private static final String HEAP = "512m";
  private static final int ACCOUNTS = 10;
  private static final int HONEST_ROWS = 3_000;

  /** Each is an own path through the code; more of a sort make no difference. */
  private static final int ANSWERS = 12;

  /** The whole heap, and the rest: code, threads, buffers of connections. */
  private static final long MOST_BYTES = (512L + 192) << 20;

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
  void hostileAnswers_neverEndTheProcess_norTakeMoreThanItsHeap() throws Exception {
    vertx.deployVerticle(cloudflare).await();
    Map<String, Long> peaks = new LinkedHashMap<>();
    try (ExporterProcess exporter = start()) {
      Await.until(exporter::rows, rows -> rows > HONEST_ROWS);
      peaks.put("quiet", exporter.peakMemory());
      for (Map.Entry<String, Hostility> sort : sorts().entrySet()) {
        cloudflare.become(sort.getValue());
        Await.until(() -> given(exporter), given -> given >= ANSWERS);
        cloudflare.become(Hostility.NONE);
        long before = exporter.rows();
        Await.until(exporter::rows, rows -> rows > before);
        peaks.put(sort.getKey(), exporter.peakMemory());
      }
      System.out.println("peak memory: " + told(peaks));
      assertThat(exporter.isRunning()).isTrue();
      assertThat(exporter.peakMemory()).as(told(peaks)).isLessThan(MOST_BYTES);
    }
  }

  private int given(ExporterProcess exporter) {
    assertThat(exporter.isRunning()).as(exporter::output).isTrue();
    return cloudflare.given();
  }

  private static Map<String, Hostility> sorts() throws IOException {
    Map<String, Hostility> sorts = new LinkedHashMap<>();
    sorts.put(
        "truncated",
        Hostility.graphql(
            (call, honest) -> List.of(Piece.of(honest.substring(0, honest.length() / 2)))));
    sorts.put(
        "absurd numbers",
        Hostility.graphql((call, honest) ->
            List.of(Piece.of(honest.replaceAll("\"count\":\\d+", "\"count\":" + Long.MAX_VALUE)))));
    sorts.put("labels of a megabyte", Hostility.graphql((call, honest) -> bigLabels(honest)));
    sorts.put(
        "message of 60 MB",
        Hostility.graphql((call, honest) -> List.of(
            Piece.of("{\"data\":null,\"errors\":[{\"message\":\""),
            Piece.megabytes(60),
            Piece.of("\",\"path\":null}]}"))));
    sorts.putAll(endless());
    return sorts;
  }

  /** Those that are far larger than what holds them. */
  private static Map<String, Hostility> endless() throws IOException {
    Map<String, Hostility> sorts = new LinkedHashMap<>();
    sorts.put(
        "endless rows",
        Hostility.graphql((call, honest) -> List.of(
            Piece.of("{\"data\":{\"viewer\":{\"zones\":["),
            new Piece(Buffer.buffer("{\"zoneTag\":\"x\"},".repeat(50_000)), 200))));
    sorts.put(
        "nested lists",
        Hostility.graphql((call, honest) ->
            List.of(Piece.of("{\"data\":"), new Piece(Buffer.buffer("[".repeat(1 << 20)), 20))));
    sorts.put(
        "gzip of 128 MB",
        new Hostility(
            call -> call.isGraphql(),
            1,
            Map.of("content-encoding", "gzip"),
            (call, honest) -> List.of(new Piece(BOMB, 1))));
    sorts.put(
        "ten of 63 MB at once",
        new Hostility(
            call -> call.isGraphql(),
            ACCOUNTS,
            Map.of(),
            (call, honest) -> List.of(
                Piece.of("{\"padding\":\""),
                Piece.megabytes(62),
                Piece.of("\"," + honest.substring(1)))));
    return sorts;
  }

  private static final Buffer BOMB = bomb();

  private static Buffer bomb() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int megabyte = 0; megabyte < 128; megabyte++) {
        gzip.write(HostileCloudflare.MEGABYTE.getBytes());
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  /** Of the first forty rows, and distinct, for each still ends as it should. */
  private static List<Piece> bigLabels(String honest) {
    List<Piece> pieces = new ArrayList<>();
    String[] parts = honest.split("(?<=\"clientRequestHTTPHost\":\")", 41);
    for (int part = 0; part < parts.length; part++) {
      pieces.add(Piece.of(parts[part]));
      if (part < parts.length - 1) {
        pieces.add(Piece.megabytes(1));
      }
    }
    return pieces;
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
        Map.of(
            "CLOUDFLARE_API_TOKEN", Tokens.DEMO,
            "CLOUDFLARE_API_BASE_URL", cloudflare.baseUrl(),
            "TIME_WINDOW_SECONDS", "1",
            "METRIC_REFRESH_INTERVAL_SECONDS", "1",
            "SCRAPE_DELAY_SECONDS", "1",
            "GRAPHQL_QUERIES_PER_5_MINUTES", "15000"));
  }
}
