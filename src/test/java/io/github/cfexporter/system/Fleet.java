package io.github.cfexporter.system;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.simulator.CallLog.Api;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.SimulatorVerticle;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * A simulated Cloudflare in this process, and exporters in processes of their own that collect from
 * it in windows of three seconds: query kinds of each sort, not all of them, for these tests are about
 * processes and the machine has two cores.
 */
final class Fleet implements AutoCloseable {
  /** Calls of either API that may leave in five minutes; a third of it is enough for all nodes. */
  static final int BUDGET = 6_000;

  private static final long FIVE_MINUTES = 300_000;

  /**
   * A node that was out of sight, on a machine with much else to do, has its share of the budgets again
   * a period later, which is five minutes; and while most have not, nothing is asked at all.
   */
  private static final Duration SHARES_COUNT_AGAIN = Duration.ofMinutes(7);

  private final Vertx vertx = Vertx.vertx();
  private final Simulator simulator;
  private final String cloudflare;
  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<Integer, ExporterProcess> nodes = new ConcurrentSkipListMap<>();
  private final List<Integer> ports = new ArrayList<>();

  /** @param size how many nodes there will be at most */
  Fleet(Path directory, int size) throws IOException {
    this.directory = directory;
    simulator = new Simulator(
        World.of(3, 2),
        SimulatorOptions.usual().withIngestDelaySeconds(0).withBudgets(2 * BUDGET, 4 * BUDGET),
        System::currentTimeMillis);
    SimulatorVerticle verticle = new SimulatorVerticle(simulator, 0);
    vertx.deployVerticle(verticle).await();
    cloudflare = verticle.baseUrl();
    ports.addAll(freePorts(size));
  }

  Simulator simulator() {
    return simulator;
  }

  /** Sets a variable for the nodes that are started from now on. */
  Fleet with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  ExporterProcess node(int number) {
    return nodes.get(number);
  }

  /** Where the member of a node listens on loopback, if {@link #start(int)} has started it. */
  int clusterPort(int number) {
    return ports.get(number);
  }

  Optional<Integer> numberOf(ExporterProcess node) {
    return nodes.entrySet().stream()
        .filter(entry -> entry.getValue() == node)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  List<ExporterProcess> running() {
    return nodes.values().stream().filter(ExporterProcess::isRunning).toList();
  }

  /** Starts a node of a cluster, or starts it again. */
  ExporterProcess start(int number) throws IOException {
    return start(
        number,
        Map.of(
            "CLUSTER_MEMBERS",
            ports.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(",")),
            "CLUSTER_BIND_ADDRESS",
            "127.0.0.1",
            "CLUSTER_PORT",
            Integer.toString(ports.get(number))));
  }

  /** Starts a node with settings of its own, alone unless they say otherwise. */
  ExporterProcess start(int number, Map<String, String> own) throws IOException {
    Map<String, String> all = new HashMap<>(Map.of(
        "CLOUDFLARE_API_TOKEN",
        Tokens.DEMO,
        "CLOUDFLARE_API_BASE_URL",
        cloudflare,
        "TIME_WINDOW_SECONDS",
        "3",
        "METRIC_REFRESH_INTERVAL_SECONDS",
        "3",
        "SCRAPE_DELAY_SECONDS",
        "1",
        "NEW_SERIES_ZERO_SECONDS", // who takes over must not begin with zero again
        "1",
        "GRAPHQL_QUERIES_PER_5_MINUTES",
        Integer.toString(BUDGET),
        "REST_CALLS_PER_5_MINUTES",
        Integer.toString(BUDGET),
        "METRICS_DENYLIST",
        QueryKinds.denyAllBut(
            "colo-metrics", "request-method-metrics", "worker-totals", "ssl-certificates")));
    all.putAll(environment);
    all.putAll(own);
    Path home = Files.createDirectories(directory.resolve("node-" + number));
    ExporterProcess node = ExporterProcess.start(home, all);
    nodes.put(number, node);
    return node;
  }

  /** Waits until every running node serves, and any of them may be lost. */
  void awaitReady() throws Exception {
    for (ExporterProcess node : running()) {
      Await.until(() -> node.get("/-/ready").statusCode(), status -> status == 200);
    }
  }

  /** Waits until every running node sees all of them, and any of them may be lost. */
  void awaitWhole() throws Exception {
    awaitReady();
    int size = running().size();
    for (ExporterProcess node : running()) {
      Await.until(() -> Told.nodes(node), seen -> seen == size);
    }
    awaitReady();
  }

  /** Waits until every running node serves exactly what has happened, up to now and later. */
  void awaitExact() throws Exception {
    long now = System.currentTimeMillis() / 1000;
    Ledgers ledgers = new Ledgers(simulator);
    for (ExporterProcess node : running()) {
      Await.until(
          SHARES_COUNT_AGAIN,
          () -> ledgers.check(Exposed.of(node.get("/metrics").body())),
          verdict -> verdict.isExactSince(now));
    }
  }

  /** Waits until every running node serves the same, but for lags, which grow by the second. */
  void awaitAlike() throws Exception {
    Await.until(
        () -> {
          Set<Map<String, Double>> served = new HashSet<>();
          for (ExporterProcess node : running()) {
            Map<String, Double> samples =
                new TreeMap<>(Exposed.of(node.get("/metrics").body()).samples());
            samples.keySet().removeIf(s -> s.startsWith("cloudflare_exporter_lag_seconds"));
            served.add(samples);
          }
          return served;
        },
        served -> served.size() == 1);
  }

  /** GraphQL documents that have reached the simulated Cloudflare. */
  int documents() {
    return simulator.log().calls(call -> call.api() == Api.GRAPHQL).size();
  }

  /** Most calls of each API in any five minutes, over all nodes. */
  Map<Api, Integer> mostCalls() {
    return Arrays.stream(Api.values())
        .collect(Collectors.toMap(
            api -> api,
            api -> simulator.log().mostWithin(FIVE_MINUTES, call -> call.api() == api)));
  }

  @Override
  public void close() {
    nodes.values().forEach(ExporterProcess::close);
    vertx.close().await();
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
