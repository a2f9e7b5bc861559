package io.github.cfexporter.backfill;

import io.github.cfexporter.remote.ReceiverVerticle;
import io.github.cfexporter.remote.RemoteSample;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends samples by remote write, and waits until they are taken. */
final class RemoteSink implements HistorySink {
  private static final int MOST_OF_REQUEST = 2_000;

  private final ReceiverVerticle receiver;
  private final List<RemoteSample> samples = new ArrayList<>();
  private final Set<List<String>> series = new HashSet<>();

  /** @param receiver deployed, and nobody else's */
  RemoteSink(ReceiverVerticle receiver) {
    this.receiver = receiver;
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
      receiver.send(samples, () -> true).await();
      samples.clear();
      series.clear();
    }
  }

  @Override
  public Map<String, Long> flush() {
    send();
    return Map.of();
  }

  @Override
  public void resume(Map<String, Long> lengths) {
    // what was taken is there; what is sent twice is the same
  }

  @Override
  public void end() {
    send();
  }
}
