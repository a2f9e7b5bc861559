package io.github.cfexporter.remote;

import io.github.cfexporter.report.Count;
import io.github.cfexporter.report.Count.Subject;
import io.github.cfexporter.report.Telemetry;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** What is told about one receiver; safe for use by several threads. */
public final class RemoteTelemetry {
  private static final long MILLIS = 1_000;

  private final LongAdder sent;
  private final LongAdder refused;
  private final LongAdder dropped;
  private final LongAdder waiting;
  private final LongAdder newest;

  /** Seconds since the epoch. */
  private long newestSecond;

  RemoteTelemetry(String receiver, Telemetry telemetry) {
    sent = telemetry.counter(Count.of(Subject.REMOTE_SAMPLES, receiver, "sent"));
    refused = telemetry.counter(Count.of(Subject.REMOTE_SAMPLES, receiver, "refused"));
    dropped = telemetry.counter(Count.of(Subject.REMOTE_SAMPLES, receiver, "dropped"));
    waiting = telemetry.counter(Count.of(Subject.REMOTE_PENDING, receiver));
    newest = telemetry.counter(Count.of(Subject.REMOTE_NEWEST, receiver));
  }

  /** So many more samples wait somewhere, or fewer. */
  public void waits(long more) {
    waiting.add(more);
  }

  /** Samples were given up before they were sent, because they were too old or too many. */
  public void dropped(long samples) {
    dropped.add(samples);
  }

  /** How many samples the receiver has refused. */
  public long refusedSamples() {
    return refused.sum();
  }

  synchronized void sent(List<RemoteSample> samples) {
    sent.add(samples.size());
    long second = samples.stream().mapToLong(RemoteSample::millis).max().orElse(0) / MILLIS;
    if (second > newestSecond) {
      newest.add(second - newestSecond);
      newestSecond = second;
    }
  }

  void refused(long samples) {
    refused.add(samples);
  }
}
