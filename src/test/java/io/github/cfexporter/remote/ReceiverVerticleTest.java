package io.github.cfexporter.remote;

import static io.github.cfexporter.remote.FakeReceiver.reply;
import static io.github.cfexporter.remote.FakeReceiver.samples;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of requests that a receiver does not take, or takes in another form. */
@Tag("unit")
class ReceiverVerticleTest {
  private final FakeReceiver receiver = new FakeReceiver("http://receiver.example/write");
  private final List<List<String>> posts = receiver.posts;
  private final List<Map<String, String>> headers = receiver.headers;
  private final List<Long> pauses = receiver.pauses;

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void refusedSample_isFoundAndPassedOver_theOthersAreTaken() {
    List<String> taken = new ArrayList<>();
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> {
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
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> reply(400));

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
        receiver.start(Map.of(), keys -> replies.isEmpty() ? reply(200) : replies.remove(0));

    verticle.send(samples(3), () -> true).await();

    assertThat(posts).hasSize(6).allMatch(keys -> keys.size() == 3);
    assertThat(pauses).containsExactly(1_000L, 7_000L, 4_000L, 20_000L, 16_000L);
  }

  @Test
  void whatNobodyWantsAnyMore_isNotSentAgain() {
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> reply(503));

    Future<Void> sending = verticle.send(samples(1), () -> posts.size() < 2);

    assertThat(sending.otherwiseEmpty().map(nothing -> posts.size()).await()).isEqualTo(2);
    assertThat(sending.failed()).isTrue();
  }

  @Test
  void receiverOfVersion2Alone_getsVersion2() {
    ReceiverVerticle verticle = receiver.start(
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
    ReceiverVerticle verticle =
        receiver.start(Map.of("REMOTE_WRITE_PROTOCOL", "2.0"), keys -> reply(204));

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
    ReceiverVerticle verticle = receiver.start(environment, keys -> reply(204));

    verticle.send(samples(1), () -> true).await();

    assertThat(headers.get(0))
        .containsEntry("Authorization", "Basic bWU6c2VjcmV0IHdvcmQ=")
        .containsEntry("X-Scope-OrgID", "tenant-1")
        .containsEntry("X-Other", "b")
        .containsEntry("Content-Encoding", "snappy")
        .containsEntry("Content-Type", "application/x-protobuf");
  }

  @Test
  void samplesThatAreSentAgain_areNotEncodedAgain() {
    ReceiverVerticle verticle =
        receiver.start(Map.of(), keys -> reply(posts.size() < 3 ? 503 : 204));

    verticle.send(samples(3), () -> true).await();

    assertThat(receiver.bodies).hasSize(3);
    assertThat(receiver.bodies.get(1)).isSameAs(receiver.bodies.get(0));
    assertThat(receiver.bodies.get(2)).isSameAs(receiver.bodies.get(0));
  }

  /** Such as a header that cannot be made of a secret file. */
  @Test
  void requestThatCannotBeMade_waitsLikeAnyOther() {
    ReceiverVerticle verticle = receiver.start(Map.of(), keys -> {
      if (posts.size() < 3) {
        throw new IllegalArgumentException("no header");
      }
      return reply(204);
    });

    verticle.send(samples(3), () -> true).await();
    verticle.send(samples(3), () -> true).await();

    assertThat(posts).hasSize(4);
    assertThat(pauses).containsExactly(1_000L, 2_000L);
  }
}
