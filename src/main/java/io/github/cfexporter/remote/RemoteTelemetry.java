package io.github.cfexporter.remote;

import io.github.cfexporter.report.Telemetry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What is told about one receiver; safe for use by several threads. */
public final class RemoteTelemetry {
  private final String receiver;
  private final Telemetry telemetry;
  private final List<LongSupplier> waiting = new CopyOnWriteArrayList<>();
  private final AtomicLong newestMillis = new AtomicLong();

  RemoteTelemetry(String receiver, Telemetry telemetry) {
    this.receiver = receiver;
    this.telemetry = telemetry;
    telemetry
        .remote()
        .receiver(
            receiver,
            () -> waiting.stream().mapToLong(LongSupplier::getAsLong).sum(),
            () -> newestMillis.get() / 1000);
  }

  /** Where to ask how many samples wait; the same supplier leaves by {@link #forget}. */
  public void waiting(LongSupplier samples) {
    waiting.add(samples);
  }

  public void forget(LongSupplier samples) {
    waiting.remove(samples);
  }

  /** Samples were given up before they were sent, because they were too old or too many. */
  public void dropped(long samples) {
    telemetry.remote().samples(receiver, "dropped", samples);
  }

  void sent(List<RemoteSample> samples) {
    telemetry.remote().samples(receiver, "sent", samples.size());
    samples.forEach(sample -> newestMillis.accumulateAndGet(sample.millis(), Math::max));
  }

  void refused(long samples) {
    telemetry.remote().samples(receiver, "refused", samples);
  }
}
