package io.github.cfexporter.system;

import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.CallLog.Call;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Cloudflare with as many zones as the first argument says, in as many accounts as the second or in
 * one for every hundred, or with the zones of the {@code demo}, and a probe that watches the exporter; driven over standard input by {@code
 * scripts/bench}. {@code watch PORT} begins to ask the exporter whether it is alive, {@code report}
 * prints how long it took to say so (99th percentile, in milliseconds) and how many calls came since
 * the last report.
 */
public final class ScaleBench {
  private static final int ZONES_PER_ACCOUNT = 100;
  private static final long PROBE_MILLIS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Simulator cloudflare;
  private final HttpClient client = vertx.createHttpClient();

  /** How often an answer took so many microseconds. */
  private final ConcurrentSkipListMap<Long, Integer> delays = new ConcurrentSkipListMap<>();

  private final AtomicLong reportedAt = new AtomicLong();

  private ScaleBench(World world) {
    cloudflare = new Simulator(world, SimulatorOptions.usual(), System::currentTimeMillis);
  }

  public static void main(String[] args) throws IOException {
    ScaleBench bench = new ScaleBench(args[0].equals("demo") ? World.demo() : world(args));
    SimulatorVerticle server = new SimulatorVerticle(bench.cloudflare, 0);
    bench.vertx.deployVerticle(server).await();
    System.out.println("api " + server.baseUrl());
    bench.obey();
    bench.vertx.close().await();
  }

  private static World world(String[] args) {
    int zones = Integer.parseInt(args[0]);
    int accounts =
        args.length > 1 ? Integer.parseInt(args[1]) : Math.max(1, zones / ZONES_PER_ACCOUNT);
    return World.of(accounts, zones / accounts);
  }

  private void obey() throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String command = commands.readLine(); command != null; command = commands.readLine()) {
      if (command.equals("report")) {
        report();
      } else if (command.startsWith("watch ")) {
        int port = Integer.parseInt(command.substring("watch ".length()));
        vertx.setPeriodic(PROBE_MILLIS, tick -> probe(port));
      } else {
        throw new IllegalArgumentException("unknown command: " + command);
      }
    }
  }

  /** The answer waits its turn behind whatever else the event loop does. */
  private void probe(int port) {
    long asked = System.nanoTime();
    client
        .request(HttpMethod.GET, port, "127.0.0.1", "/-/healthy")
        .compose(HttpClientRequest::send)
        .compose(HttpClientResponse::end)
        .onSuccess(end -> delays.merge((System.nanoTime() - asked) / 1_000, 1, Integer::sum));
  }

  private void report() {
    long since = reportedAt.getAndSet(System.currentTimeMillis());
    List<Call> calls = cloudflare.log().calls().stream()
        .filter(call -> call.atMillis() >= since)
        .toList();
    long graphql = calls.stream().filter(call -> call.api() == Api.GRAPHQL).count();
    System.out.printf(
        Locale.ROOT, "report %.1f %d %d%n", takeP99() / 1e3, graphql, calls.size() - graphql);
  }

  private long takeP99() {
    long all = delays.values().stream().mapToLong(Integer::longValue).sum();
    long passed = 0;
    for (var delay : delays.entrySet()) {
      passed += delay.getValue();
      if (passed * 100 >= all * 99) {
        delays.clear();
        return delay.getKey();
      }
    }
    return 0;
  }
}
