package io.github.cfexporter.http;

import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.MemberStart;
import io.github.cfexporter.report.Readiness;
import io.github.cfexporter.report.process.ProcessMetrics;
import io.github.cfexporter.runtime.NettyMemory;
import io.github.cfexporter.runtime.Recent;
import io.github.cfexporter.runtime.UnusedMemory;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server with as many series as the argument says, driven over standard input by {@code
 * scripts/bench scrape}. {@code refresh} and {@code rest} begin and end adding a minute to 10 % of
 * the series every second; {@code report} prints how late the event loop was (99th percentile, in
 * milliseconds) and how many series were refreshed since the last report; the end of the input ends
 * the process.
 */
public final class ScrapeBench {
  private static final int TICKS_PER_SECOND = 10;

  private final Vertx vertx;
  private final ProcessMetrics metrics;
  private final SyntheticZones zones;
  private final Member member;
  private final LoopDelays delays = new LoopDelays();
  private final AtomicLong refreshed = new AtomicLong();
  private volatile boolean refreshing;
  private double zonesDue;
  private int next;

  private ScrapeBench(Vertx vertx, ProcessMetrics metrics, Member member, int series) {
    this.vertx = vertx;
    this.metrics = metrics;
    this.member = member;
    this.zones = new SyntheticZones(member, series);
  }

  public static void main(String[] args) throws IOException {
    NettyMemory.choose(); // as Main does
    ProcessMetrics metrics = ProcessMetrics.create();
    Vertx vertx = metrics.vertx(0).build();
    Member member = MemberStart.alone(vertx, "bench").await();
    ScrapeBench bench = new ScrapeBench(vertx, metrics, member, Integer.parseInt(args[0]));
    UnusedMemory.giveBack(vertx);
    bench.fill();
    System.out.println("port " + bench.serve());
    ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
    Future<?> runs = refresher.scheduleAtFixedRate(
        bench::refresh, 0, 1_000 / TICKS_PER_SECOND, TimeUnit.MILLISECONDS);
    bench.obey();
    runs.cancel(false);
    refresher.shutdown();
    vertx.close().await();
    member.leave().await();
  }

  private void fill() {
    for (int zone = 0; zone < zones.zones(); zone++) {
      zones.add(zone, zones.minute(zone));
    }
    for (int batch = 0; batch < zones.batches(); batch++) {
      zones.render(batch);
    }
  }

  private int serve() {
    HttpVerticle http = new HttpVerticle(
        new HttpSettings("127.0.0.1", 0, "/metrics", true, Optional.empty()), sources());
    vertx.deployVerticle(http).await();
    return http.port();
  }

  private HttpSources sources() {
    HttpSources unused = new HttpSourcesFixture().sources();
    return new HttpSources(
        () -> List.of(
            List.copyOf(member.fragments().all()), System.currentTimeMillis() / Recent.MILLIS),
        member.fragments()::all,
        Optional.empty(),
        SyntheticZones.KIND::families,
        Recent.byFormat(System::currentTimeMillis, metrics::text),
        unused.health(),
        () -> Readiness.READY,
        unused.status(),
        reason -> {},
        router -> delays.watch(vertx)); // called on the event loop that serves
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      switch (command) {
        case "refresh" -> refreshing = true;
        case "rest" -> refreshing = false;
        case "report" ->
          System.out.printf(
              Locale.ROOT, "report %.1f %d%n", delays.takeP99(), refreshed.getAndSet(0));
        default -> throw new IllegalArgumentException("unknown command: " + command);
      }
    }
  }

  /** Ten times a second; runs that come late are caught up with. */
  private void refresh() {
    if (!refreshing) {
      return;
    }
    zonesDue += zones.zones() / 10.0 / TICKS_PER_SECOND;
    for (; zonesDue >= 1; zonesDue--) {
      int batch = next / SyntheticZones.ZONES_PER_BATCH;
      zones.add(next, zones.minute(next));
      refreshed.addAndGet(SyntheticZones.SERIES_PER_ZONE);
      next = (next + 1) % zones.zones();
      if (next % SyntheticZones.ZONES_PER_BATCH == 0 || zones.batches() == 1) {
        zones.render(batch);
      }
    }
  }
}
