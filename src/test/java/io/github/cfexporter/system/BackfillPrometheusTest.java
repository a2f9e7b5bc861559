package io.github.cfexporter.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.simulator.RequestsByMethod;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.github.cfexporter.simulator.world.Zone;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A day of history, made into blocks by promtool, is what a real Prometheus then answers. */
@Tag("system")
class BackfillPrometheusTest {
  private static final String PROMTOOL = "/usr/bin/promtool";
  private static final long MOST_MEMORY = 400L << 20;

  /** Longer ago than {@code scrapeDelaySeconds}, so that all of the day can be read, at any hour. */
  private static final Duration SETTLED = Duration.ofMinutes(10);

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator = new Simulator(
      World.of(1, 2),
      SimulatorOptions.usual().withBudgets(100_000, 100_000),
      System::currentTimeMillis);
  private final SimulatorVerticle server = new SimulatorVerticle(simulator, 0);

  @BeforeEach
  void serve() {
    vertx.deployVerticle(server).await();
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @Test
  void dayOfHistory_isWhatHappened_minuteByMinute() throws Exception {
    Programs.need(Prometheus.PROGRAM);
    Programs.need(PROMTOOL);
    Instant end = Instant.now().minus(SETTLED).truncatedTo(ChronoUnit.HOURS);
    Instant begin = end.minus(24, ChronoUnit.HOURS);
    long memory = backfill(begin, end);
    assertThat(memory).isLessThan(MOST_MEMORY);
    Path home = directory.resolve("prometheus");
    makeBlocks(home);

    try (Prometheus prometheus = Prometheus.receiver(home)) {
      Map<Map<String, String>, NavigableMap<Long, Double>> all =
          prometheus.samples(RequestsByMethod.FAMILY, "25h", (double) end.getEpochSecond());

      assertThat(all).hasSizeGreaterThan(5);
      assertThat(compare(all, begin, end)).isGreaterThan(5 * 24 * 60);
    }
  }

  /** Fails unless every sample is the truth; returns how many there were. */
  private int compare(
      Map<Map<String, String>, NavigableMap<Long, Double>> all, Instant begin, Instant end) {
    int compared = 0;
    for (Zone zone : simulator.world().zones()) {
      for (var series : all.entrySet()) {
        if (zone.name().equals(series.getKey().get("zone"))) {
          compared += check(
              zone,
              series.getKey().get("method"),
              series.getValue(),
              begin.getEpochSecond(),
              end.getEpochSecond());
        }
      }
    }
    return compared;
  }

  private void makeBlocks(Path home) throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(one -> one.toString().endsWith(".om")).sorted().toList()) {
        Programs.Ended blocks = Programs.run(
            directory.resolve("promtool.log"),
            Map.of(),
            PROMTOOL,
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            file.toString(),
            home.resolve("tsdb").toString());
        assertThat(blocks.exitCode()).as(blocks.output()).isZero();
      }
    }
  }

  private long backfill(Instant begin, Instant end) throws Exception {
    try (ExporterProcess process = ExporterProcess.startWithHeap(
        "192m",
        directory,
        Map.of(
            "CLOUDFLARE_API_TOKEN",
            Tokens.DEMO,
            "CLOUDFLARE_API_BASE_URL",
            server.baseUrl(),
            "GRAPHQL_QUERIES_PER_5_MINUTES",
            "50000"),
        "backfill",
        "--from",
        begin.toString(),
        "--to",
        end.toString(),
        "--output",
        "history.om")) {
      long most = mostMemory(process);
      assertThat(process.exitCode()).as(process.output()).isZero();
      assertThat(process.output()).contains("done: " + begin + " to " + end);
      assertThat(most).isPositive();
      return most;
    }
  }

  /** In bytes, until it ends. */
  private static long mostMemory(ExporterProcess process) throws Exception {
    AtomicLong most = new AtomicLong();
    Await.until(
        Duration.ofMinutes(10),
        () -> {
          most.accumulateAndGet(peak(process), Math::max);
          return process.isRunning();
        },
        running -> !running);
    return most.get();
  }

  private static long peak(ExporterProcess process) {
    try {
      return process.peakMemory();
    } catch (IOException | NoSuchElementException ended) {
      return 0;
    }
  }

  private int check(
      Zone zone, String method, NavigableMap<Long, Double> samples, long begin, long end) {
    long truth = 0;
    long last = begin;
    List<Long> gaps = new ArrayList<>();
    for (Map.Entry<Long, Double> sample : samples.entrySet()) {
      long at = sample.getKey() / 1000;
      truth += RequestsByMethod.count(simulator, zone, method, last, at);
      assertThat(sample.getValue().longValue())
          .as("%s %s at %d", zone.name(), method, at)
          .isEqualTo(truth);
      if (at - last != 60 && !sample.equals(samples.firstEntry())) {
        gaps.add(last); // a series may begin late, but then it has every minute
      }
      last = at;
    }
    assertThat(gaps).as("%s %s has no sample after", zone.name(), method).isEmpty();
    assertThat(last).as("%s %s ends", zone.name(), method).isEqualTo(end);
    return samples.size();
  }
}
