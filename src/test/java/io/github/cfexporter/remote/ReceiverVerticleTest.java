package io.github.cfexporter.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.rig.WriteMessages;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of requests that a receiver does not take, or takes in another form. */
@Tag("unit")
class ReceiverVerticleTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<List<String>> posts = new ArrayList<>();
  private final List<Map<String, String>> headers = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  /** Pauses take no time, and are written down. */
  private Time time() {
    Time real = Time.of(vertx);
    return new Time() {
      @Override
      public long millis() {
        return 1_800_000_000_000L;
      }

      @Override
      public long after(long delayMillis, Runnable task) {
        pauses.add(delayMillis);
        return real.after(1, task);
      }

      @Override
      public void cancel(long timer) {
        real.cancel(timer);
      }

      @Override
      public double jitter() {
        return 1;
      }
    };
  }

  private ReceiverVerticle start(
      Map<String, String> environment, Function<List<String>, ReceiverReply> receiver) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("REMOTE_WRITE_URL", "http://receiver.example/write");
    Settings settings = Settings.read(new Sources(Map.of(), all, Map.of(), file -> ""));
    Time time = time();
    RemoteWrite remote = new RemoteWrite(
        () -> settings,
        time,
        new Telemetry(time),
        url -> (sent, body) -> post(sent, body, receiver));
    ReceiverVerticle verticle = remote.receivers().get(0);
    vertx.deployVerticle(verticle).await();
    return verticle;
  }

  private Future<ReceiverReply> post(
      Map<String, String> sent, Buffer body, Function<List<String>, ReceiverReply> receiver) {
    boolean second = sent.get("Content-Type").contains("v2.Request");
    List<String> keys = (second
            ? WriteMessages.readVersion2(body.getBytes())
            : WriteMessages.read(body.getBytes()))
        .stream().map(sample -> sample.labels().get("k")).toList();
    posts.add(keys);
    headers.add(sent);
    return Future.succeededFuture(receiver.apply(keys));
  }

  private static List<RemoteSample> samples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RemoteSample(List.of("__name__", "up", "k", "k" + i), 1, 1))
        .toList();
  }

  private static ReceiverReply reply(int status, String... header) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < header.length; i += 2) {
      headers.add(header[i], header[i + 1]);
    }
    return new ReceiverReply(status, headers, "");
  }

  @Test
  void refusedSample_isFoundAndPassedOver_theOthersAreTaken() {
    List<String> taken = new ArrayList<>();
    ReceiverVerticle verticle = start(Map.of(), keys -> {
      if (keys.contains("k77")) {
        return reply(400);
      }
      taken.addAll(keys);
      return reply(204);
    });

    verticle.send(samples(200), () -> true).await();

    assertThat(taken).hasSize(199).doesNotContain("k77").doesNotHaveDuplicates();
    assertThat(posts).hasSizeLessThan(20);
    assertThat(pauses).isEmpty();
  }

  @Test
  void receiverThatRefusesEverything_isNotAskedAboutEverySample() {
    ReceiverVerticle verticle = start(Map.of(), keys -> reply(400));

    verticle.send(samples(2_000), () -> true).await();

    assertThat(posts).hasSizeBetween(10, 2 * 64 + 1);
  }

  @Test
  void busyReceiver_isAskedAgain_afterTheTimeItWants() {
    List<ReceiverReply> replies = new ArrayList<>(List.of(
        reply(503),
        reply(429, "Retry-After", "7"),
        reply(500),
        reply(503, "Retry-After", "Fri, 15 Jan 2027 08:00:20 GMT"),
        reply(401)));
    ReceiverVerticle verticle =
        start(Map.of(), keys -> replies.isEmpty() ? reply(200) : replies.remove(0));

    verticle.send(samples(3), () -> true).await();

    assertThat(posts).hasSize(6).allMatch(keys -> keys.size() == 3);
    assertThat(pauses).containsExactly(1_000L, 7_000L, 4_000L, 20_000L, 16_000L);
  }

  @Test
  void whatNobodyWantsAnyMore_isNotSentAgain() {
    ReceiverVerticle verticle = start(Map.of(), keys -> reply(503));

    Future<Void> sending = verticle.send(samples(1), () -> posts.size() < 2);

    assertThat(sending.otherwiseEmpty().map(nothing -> posts.size()).await()).isEqualTo(2);
    assertThat(sending.failed()).isTrue();
  }

  @Test
  void receiverOfVersion2Alone_getsVersion2() {
    ReceiverVerticle verticle = start(
        Map.of(),
        keys -> headers.get(headers.size() - 1).get("Content-Type").contains("v2")
            ? reply(204, Protocol.WRITTEN, "3")
            : reply(415));

    verticle.send(samples(3), () -> true).await();
    verticle.send(samples(3), () -> true).await();

    assertThat(headers)
        .extracting(sent -> sent.get("X-Prometheus-Remote-Write-Version"))
        .containsExactly("0.1.0", "2.0.0", "2.0.0");
  }

  /** An old one reads a message of 2.0 as one of 1.0 without any series, and is content. */
  @Test
  void receiverThatDoesNotKnowVersion2_getsVersion1() {
    ReceiverVerticle verticle = start(Map.of("REMOTE_WRITE_PROTOCOL", "2.0"), keys -> reply(204));

    verticle.send(samples(3), () -> true).await();

    assertThat(headers)
        .extracting(sent -> sent.get("X-Prometheus-Remote-Write-Version"))
        .containsExactly("2.0.0", "0.1.0");
  }

  @Test
  void credentials_areSentInHeaders() {
    Map<String, String> environment = Map.of(
        "REMOTE_WRITE_USER", "me",
        "REMOTE_WRITE_PASSWORD", "secret word",
        "REMOTE_WRITE_HEADERS", "X-Scope-OrgID: tenant-1\nX-Other:b");
    ReceiverVerticle verticle = start(environment, keys -> reply(204));

    verticle.send(samples(1), () -> true).await();

    assertThat(headers.get(0))
        .containsEntry("Authorization", "Basic bWU6c2VjcmV0IHdvcmQ=")
        .containsEntry("X-Scope-OrgID", "tenant-1")
        .containsEntry("X-Other", "b")
        .containsEntry("Content-Encoding", "snappy")
        .containsEntry("Content-Type", "application/x-protobuf");
  }

  @Test
  void pauses_growUpToAMinute() {
    BackOff backOff = new BackOff();
    List<Long> told = IntStream.range(0, 9)
        .mapToObj(i -> backOff.failed(OptionalLong.empty(), 1))
        .toList();

    assertThat(told)
        .containsExactly(
            1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 32_000L, 60_000L, 60_000L, 60_000L);
    backOff.succeeded();
    assertThat(backOff.failed(OptionalLong.empty(), 0)).isEqualTo(500);
  }
}
