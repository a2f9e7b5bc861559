package io.github.cfexporter.backfill;

import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends samples by remote write, and waits until they are taken. A receiver that takes none of what came
 * since the last {@link #flush} ends the run: what it refuses now, it may take when it was set up anew.
 */
final class RemoteSink implements HistorySink {
  private static final int MOST_OF_REQUEST = 2_000;

  /** So long a receiver may be down or busy. */
  private static final long PATIENCE_MILLIS = 900_000;

  private final ReceiverVerticle receiver;
  private final Time time;
  private final List<RemoteSample> samples = new ArrayList<>();
  private final Set<List<String>> series = new HashSet<>();
  private long sent;
  private long refusedBefore;

  /** @param receiver deployed, and nobody else's */
  RemoteSink(ReceiverVerticle receiver, Time time) {
    this.receiver = receiver;
    this.time = time;
  }

  /** A request has each series once: a part of it that is refused is no other sample's fault. */
  @Override
  public void sample(RemoteSample sample) {
    if (samples.size() == MOST_OF_REQUEST || !series.add(sample.labels())) {
      send();
      series.add(sample.labels());
    }
    samples.add(sample);
  }

  private void send() {
    if (!samples.isEmpty()) {
      long begin = time.steadyMillis();
      receiver
          .send(samples, () -> time.steadyMillis() - begin < PATIENCE_MILLIS)
          .recover(cause -> Future.failedFuture(new BackfillException(
              "the receiver has taken no samples for "
                  + Duration.ofMillis(PATIENCE_MILLIS).toMinutes() + " minutes: "
                  + receiver.name(),
              cause)))
          .await();
      sent += samples.size();
      samples.clear();
      series.clear();
    }
  }

  @Override
  public Map<String, Long> flush() {
    send();
    long refused = refused() - refusedBefore;
    if (sent > 0 && refused == sent) {
      throw new BackfillException(
          "the receiver has refused all of " + sent
              + " samples, the reason is logged above: let it take"
              + " old samples, or begin later: " + receiver.name(),
          null);
    }
    refusedBefore = refused();
    sent = 0;
    return Map.of();
  }

  @Override
  public long refused() {
    return receiver.telemetry().refusedSamples();
  }

  @Override
  public void resume(Map<String, Long> lengths) {
    // what was taken is there; what is sent twice is the same
  }

  @Override
  public void end() {
    flush();
  }
}
