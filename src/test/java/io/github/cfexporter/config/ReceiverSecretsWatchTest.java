package io.github.cfexporter.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cfexporter.remote.ReceiverReply;
import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lets the exporter in at receivers is read again when its files change. */
@Tag("unit")
class ReceiverSecretsWatchTest extends SettingsWatchFixture {
  private final List<Map<String, String>> sent = new CopyOnWriteArrayList<>();

  private ReceiverVerticle receiver(Map<String, String> settings) {
    open(settings);
    Time time = Time.of(vertx);
    RemoteWrite remote =
        new RemoteWrite(live, time, new Telemetry(time), url -> (headers, body) -> {
          sent.add(headers);
          return Future.succeededFuture(
              new ReceiverReply(204, MultiMap.caseInsensitiveMultiMap(), ""));
        });
    ReceiverVerticle receiver = remote.receivers().get(0);
    vertx.deployVerticle(receiver).await();
    return receiver;
  }

  private static void send(ReceiverVerticle receiver) {
    RemoteSample sample = new RemoteSample(List.of("__name__", "up"), 1, 1);
    receiver.send(List.of(sample), () -> true).await();
  }

  @Test
  void newPassword_andNewHeaders_areSentWithTheNextRequest() throws IOException {
    Path key = Files.writeString(directory.resolve("key"), "first-secret\n");
    Path lines = Files.writeString(directory.resolve("headers"), "X-Scope-OrgID: one\n");
    ReceiverVerticle receiver = receiver(Map.of(
        "REMOTE_WRITE_URL",
        "http://receiver.example/write",
        "REMOTE_WRITE_USER",
        "me",
        "REMOTE_WRITE_PASSWORD_FILE",
        key.toString(),
        "REMOTE_WRITE_HEADERS_FILE",
        lines.toString()));
    send(receiver);

    Files.writeString(key, "second-secret\n");
    Files.writeString(lines, "X-Scope-OrgID: two\nX-More: 3\n");
    look(2_000);
    send(receiver);

    assertThat(mistakes).isEmpty();
    assertThat(sent.get(0))
        .containsEntry("Authorization", "Basic bWU6Zmlyc3Qtc2VjcmV0")
        .containsEntry("X-Scope-OrgID", "one")
        .doesNotContainKey("X-More");
    assertThat(sent.get(1))
        .containsEntry("Authorization", "Basic bWU6c2Vjb25kLXNlY3JldA==")
        .containsEntry("X-Scope-OrgID", "two")
        .containsEntry("X-More", "3");
  }

  @Test
  void newToken_isSent_andAnUnusableOneIsNot() throws IOException {
    Path bearer = Files.writeString(directory.resolve("bearer"), "first-secret\n");
    ReceiverVerticle receiver = receiver(Map.of(
        "REMOTE_WRITE_URL",
        "http://receiver.example/write",
        "REMOTE_WRITE_BEARER_TOKEN_FILE",
        bearer.toString()));
    Files.writeString(bearer, "second-secret\n");
    look(2_000);
    send(receiver);
    Files.writeString(bearer, "not one word\n");
    look(2_000);
    send(receiver);

    assertThat(sent)
        .extracting(headers -> headers.get("Authorization"))
        .containsExactly("Bearer second-secret", "Bearer second-secret");
    assertThat(mistakes).hasSize(1);
    assertThat(mistakes.get(0).toString()).doesNotContain("not one word");
  }
}
