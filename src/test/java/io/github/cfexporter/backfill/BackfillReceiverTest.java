package io.github.cfexporter.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.rig.WriteMessages;
import io.github.cfexporter.simulator.world.World;
import io.vertx.core.http.HttpServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History that is sent to a receiver, and receivers that do not take it. */
@Tag("unit")
class BackfillReceiverTest {
  private static final String BEGIN = "2026-03-01T09:00:00Z";

  @TempDir
  Path directory;

  private final BackfillRig rig = new BackfillRig(World.of(1, 2));
  private final List<String> lines = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void history_isSent() {
    assertThat(run(receiver(sample -> true))).as(rig.told()).isZero();

    assertThat(HistoryTruth.check(rig.simulator, lines, Instant.parse(BEGIN).getEpochSecond()))
        .isGreaterThan(2 * 4 * 60);
  }

  @Test
  void receiverThatRefusesEverything_endsTheRun_whichGoesOnLater() {
    assertThat(run(receiver(sample -> false))).isEqualTo(1);

    assertThat(rig.told())
        .containsPattern("the receiver has refused all of [0-9]+ samples")
        .doesNotContain("done:");
    assertThat(lines).isEmpty();
    assertThat(Files.exists(directory.resolve("sent.state")))
        .as("there is none to skip it")
        .isFalse();
  }

  /** What is refused once would be refused again: the rest goes on. */
  @Test
  void receiverThatRefusesSome_getsTheOthers_andTheRunEndsWith1() {
    String method = "POST";

    int code = run(receiver(sample -> !method.equals(sample.labels().get("method"))));

    assertThat(code).isEqualTo(1);
    assertThat(rig.told())
        .contains("done: ")
        .containsPattern("not written: the receiver has refused [1-9][0-9]* samples");
    assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(method));
  }

  private int run(String url) {
    String state = directory.resolve("sent.state").toString();
    return rig.run("--from", BEGIN, "--to", "now", "--remote-write", url, "--state", state);
  }

  /** Takes requests of which it takes every sample, as Prometheus answers for others with 400. */
  private String receiver(Predicate<WriteMessages.Sample> takes) {
    HttpServer receiver = rig.vertx
        .createHttpServer()
        .requestHandler(request -> request.body().onSuccess(body -> {
          List<WriteMessages.Sample> samples = WriteMessages.read(body.getBytes());
          boolean all = samples.stream().allMatch(takes);
          if (all) {
            samples.forEach(sample -> lines.add(line(sample)));
          }
          request.response().setStatusCode(all ? 204 : 400).end(all ? "" : "out of bounds");
        }))
        .listen(0, "127.0.0.1")
        .await();
    return "http://127.0.0.1:" + receiver.actualPort() + "/write";
  }

  private static String line(WriteMessages.Sample sample) {
    Map<String, String> labels = new TreeMap<>(sample.labels());
    String name = labels.remove("__name__");
    String all = labels.entrySet().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue() + '"')
        .collect(Collectors.joining(","));
    return name + '{' + all + "} " + (long) sample.value() + ' ' + sample.millis() / 1000;
  }
}
