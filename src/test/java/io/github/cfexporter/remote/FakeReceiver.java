package io.github.cfexporter.remote;

import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.rig.WriteMessages;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.Sources;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A receiver that answers as a test wants it, and what it was sent. */
final class FakeReceiver implements AutoCloseable {
  static final long NOW = 1_800_000_000_000L;

  private final String url;
  private final Vertx vertx = Vertx.vertx();

  /** Values of the label {@code k} of each request. */
  final List<List<String>> posts = new CopyOnWriteArrayList<>();

  final List<Map<String, String>> headers = new CopyOnWriteArrayList<>();
  final List<Buffer> bodies = new CopyOnWriteArrayList<>();

  /** Milliseconds. */
  final List<Long> pauses = new CopyOnWriteArrayList<>();

  FakeReceiver(String url) {
    this.url = url;
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  /** Pauses take no time, and are written down. */
  private Time time() {
    Time real = Time.of(vertx);
    return new Time() {
      @Override
      public long millis() {
        return NOW;
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

  ReceiverVerticle start(
      Map<String, String> environment, Function<List<String>, ReceiverReply> receiver) {
    Map<String, String> all = new HashMap<>(environment);
    all.put("REMOTE_WRITE_URL", url);
    Settings settings = Settings.read(new Sources(Map.of(), all, Map.of(), file -> ""));
    Time time = time();
    RemoteWrite remote = new RemoteWrite(
        () -> settings,
        time,
        new Telemetry(time),
        name -> (sent, body) -> post(sent, body, receiver));
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
    bodies.add(body);
    return Future.succeededFuture(receiver.apply(keys));
  }

  static List<RemoteSample> samples(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RemoteSample(List.of("__name__", "up", "k", "k" + i), 1, 1))
        .toList();
  }

  static ReceiverReply reply(int status, String... header) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < header.length; i += 2) {
      headers.add(header[i], header[i + 1]);
    }
    return new ReceiverReply(status, headers, "");
  }
}
