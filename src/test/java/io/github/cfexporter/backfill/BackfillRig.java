package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.catalog.Catalog;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.remote.HttpReceiverTransport;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.github.cfexporter.settings.values.Credential;
import io.github.cfexporter.simulator.SimulatedAnswer;
import io.github.cfexporter.simulator.SimulatedCall;
import io.github.cfexporter.simulator.Simulator;
import io.github.cfexporter.simulator.SimulatorOptions;
import io.github.cfexporter.simulator.world.Tokens;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Backfills over a simulated Cloudflare, in time that passes only while somebody waits. */
final class BackfillRig implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T10:20:17Z");
  static final String BY_METHOD = "request-method-metrics";

  final Vertx vertx = Vertx.vertx();
  final World world;
  final Simulator simulator;
  final Map<String, String> environment = new HashMap<>();
  final PassingTime time;
  private final List<String> told = new ArrayList<>();

  /** Data is asked for so often before the faults begin. */
  private int soundQuestions = Integer.MAX_VALUE;

  private Runnable trouble = () -> {};
  private int questions;

  BackfillRig(World world) {
    this(world, NOW);
  }

  BackfillRig(World world, Instant now) {
    this.world = world;
    this.time = new PassingTime(now.toEpochMilli());
    this.simulator = new Simulator(world, SimulatorOptions.usual(), time::millis);
    environment.put("CLOUDFLARE_API_TOKEN", Tokens.DEMO);
    only(BY_METHOD);
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** Asks for some query kinds alone. */
  void only(String... kinds) {
    environment.put("METRICS_DENYLIST", QueryKinds.denyAllBut(kinds));
  }

  /** Something goes wrong after so many more questions for data. */
  void troubleAfter(int sound, Runnable begin) {
    soundQuestions = questions + sound;
    trouble = begin;
  }

  /** How often data was asked for. */
  int questions() {
    return questions;
  }

  private Future<Reply> send(Call call, Settings settings) {
    if (asksForData(call.body().toString()) && questions++ == soundQuestions) {
      trouble.run();
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    call.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    headers.putAll(
        settings.credential(call.credential()).map(Credential::headers).orElseThrow());
    SimulatedAnswer answer = simulator.answer(new SimulatedCall(
        call.method().name(),
        SimulatedCall.BASE_PATH + call.pathAndQuery(),
        headers,
        call.body().toString()));
    return switch (answer.delivery()) {
      case CLOSED -> unanswered(new Refusal.Temporary(Duration.ZERO), "connection was closed");
      case HUNG -> unanswered(new Refusal.TimedOut(), "nothing came");
      default ->
        Future.succeededFuture(new Reply(
            answer.status(),
            MultiMap.caseInsensitiveMultiMap().addAll(answer.headers()),
            Buffer.buffer(answer.body())));
    };
  }

  static boolean asksForData(String body) {
    return body.contains("datetime_geq");
  }

  private static Future<Reply> unanswered(Refusal refusal, String detail) {
    return Future.failedFuture(CloudflareException.unanswered(refusal, detail, null));
  }

  /** Runs one backfill; returns its exit code. */
  int run(String... arguments) {
    BackfillOptions options = BackfillOptions.parse(List.of(arguments), time.seconds());
    Map<String, String> selected = new HashMap<>(environment);
    selected.putAll(options.selection());
    Settings settings = Settings.read(new Sources(Map.of(), selected, Map.of(), file -> ""));
    return BackfillStart.run(
        vertx,
        call -> send(call, settings),
        HttpReceiverTransport.of(vertx, Optional.empty()),
        settings,
        options.until(time.seconds() - 300),
        Catalog.bundled(),
        time,
        told::add);
  }

  /** What a person was told, by this run and those before. */
  String told() {
    return String.join("\n", told);
  }

  /** Samples and headers of a file, in any order. */
  static List<String> sorted(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }

  /** Fails unless every sample of a file that is about requests by method is the truth. */
  int check(Path file, String begin) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
    return HistoryTruth.check(simulator, lines, Instant.parse(begin).getEpochSecond());
  }
}
