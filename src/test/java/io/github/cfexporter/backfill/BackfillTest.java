package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cfexporter.QueryKinds;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.remote.HttpReceiverTransport;
import io.github.cfexporter.rig.WriteMessages;
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
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History of a simulated Cloudflare, minute by minute as it was. */
@Tag("unit")
class BackfillTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:20:17Z");

  @TempDir
  Path directory;

  private final Vertx vertx = Vertx.vertx();
  private final Clock clock = new Clock();
  private final Simulator simulator =
      new Simulator(World.of(1, 3), SimulatorOptions.usual(), clock::millis);
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int calls;
  private int failFrom = Integer.MAX_VALUE;
  private int failTo = Integer.MAX_VALUE;

  /** Time passes only while somebody waits. */
  private static final class Clock implements BackfillClock {
    private long now = NOW.toEpochMilli();

    @Override
    public synchronized long millis() {
      return now;
    }

    @Override
    public synchronized void sleep(long millis) {
      now += millis;
    }
  }

  @AfterEach
  void close() {
    vertx.close().await();
  }

  private Future<Reply> send(Call call, Settings settings) {
    if (++calls > failFrom && calls <= failTo) {
      return Future.failedFuture(
          CloudflareException.unanswered(new Refusal.TimedOut(), "nothing came", null));
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
    return Future.succeededFuture(new Reply(
        answer.status(),
        MultiMap.caseInsensitiveMultiMap().addAll(answer.headers()),
        Buffer.buffer(answer.body())));
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    Settings settings = Settings.read(new Sources(
        Map.of(),
        Map.of(
            "CLOUDFLARE_API_TOKEN",
            Tokens.DEMO,
            "METRICS_DENYLIST",
            QueryKinds.denyAllBut(
                "request-method-metrics", "load-balancer-metrics", "worker-totals")),
        Map.of(),
        file -> ""));
    BackfillOptions options =
        BackfillOptions.parse(List.of(arguments), NOW.getEpochSecond(), NOW.getEpochSecond() - 300);
    BackfillStart.of(
            vertx,
            call -> send(call, settings),
            HttpReceiverTransport.of(vertx, Optional.empty()),
            settings,
            options,
            QueryKinds.GRAPHQL,
            clock,
            new PrintStream(out, true, StandardCharsets.UTF_8))
        .run();
  }

  private String told() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void threeHours_areWhatHappened_minuteByMinute() throws Exception {
    Path file = directory.resolve("history.om");
    run("--from", "2026-03-01T07:00:00Z", "--to", "now", "--output", file.toString());

    List<String> lines = Files.readAllLines(file);
    assertThat(HistoryTruth.check(
            simulator, lines, Instant.parse("2026-03-01T07:00:00Z").getEpochSecond()))
        .isGreaterThan(3 * 4 * 180);
    assertThat(HistoryTruth.checkSeconds(
            simulator, lines, Instant.parse("2026-03-01T07:00:00Z").getEpochSecond()))
        .isGreaterThan(2 * 180);
    assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
    assertThat(lines).contains("# TYPE cloudflare_zone_requests_by_method counter");
    assertThat(told()).contains("done: 2026-03-01T07:00:00Z to 2026-03-01T10:15:00Z");
    assertThat(told())
        .contains("not covered: load-balancer-metrics/")
        .contains("do not tell their minute");
  }

  @Test
  void runThatBreaksOff_goesOn_asIfItHadNot() throws Exception {
    Path whole = directory.resolve("whole.om");
    run(
        "--from",
        "2026-02-28T22:00:00Z",
        "--to",
        "2026-03-01T08:00:00Z",
        "--output",
        whole.toString());
    int all = calls;
    Path parts = directory.resolve("parts.om");
    String[] again = {
      "--from", "2026-02-28T22:00:00Z", "--to", "2026-03-01T08:00:00Z", "--output", parts.toString()
    };
    failFrom = calls + all - 1;
    assertThatThrownBy(() -> run(again)).isInstanceOf(BackfillException.class);
    failTo = calls;
    run(again);

    assertThat(told()).containsPattern("going on from 2026-03-01T0[06]:00:00Z");
    for (String day : List.of("-2026-02-28.om", "-2026-03-01.om")) {
      assertThat(sorted(directory.resolve("parts" + day)))
          .hasSizeGreaterThan(1_000)
          .isEqualTo(sorted(directory.resolve("whole" + day)));
    }
    assertThat(Files.exists(directory.resolve("parts.om.state"))).isFalse();
  }

  @Test
  void historyIsSent_whereAReceiverIsNamed() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpServer receiver = vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> {
          WriteMessages.read(body.getBytes()).forEach(sample -> lines.add(line(sample)));
          request.response().setStatusCode(204).end();
        }))
        .listen(0, "127.0.0.1")
        .await();
    String url = "http://127.0.0.1:" + receiver.actualPort() + "/write";
    String state = directory.resolve("sent.state").toString();
    String begin = "2026-03-01T09:00:00Z";

    run("--from", begin, "--to", "now", "--remote-write", url, "--state", state);

    assertThat(HistoryTruth.check(simulator, lines, Instant.parse(begin).getEpochSecond()))
        .isGreaterThan(3 * 4 * 60);
  }

  private static String line(WriteMessages.Sample sample) {
    Map<String, String> labels = new TreeMap<>(sample.labels());
    String name = labels.remove("__name__");
    String all = labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
        .collect(Collectors.joining(","));
    return name + '{' + all + "} " + (long) sample.value() + ' ' + sample.millis() / 1000;
  }

  @Test
  void whatCloudflareNoLongerHas_isListed() throws Exception {
    run(
        "--from",
        "2025-01-01",
        "--to",
        "2025-01-02",
        "--step",
        "600s",
        "--output",
        directory.resolve("old.om").toString());

    assertThat(told()).contains("Cloudflare keeps it for");
  }

  private static List<String> sorted(Path file) throws IOException {
    return Files.readAllLines(file).stream().sorted().toList();
  }
}
