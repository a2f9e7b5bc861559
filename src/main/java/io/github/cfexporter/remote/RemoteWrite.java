package io.github.cfexporter.remote;

import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** All receivers of a node; none as long as nobody has named any. */
public final class RemoteWrite {
  private final Supplier<Settings> settings;
  private final List<ReceiverVerticle> receivers;

  /** Heap of what waits, by estimate. */
  private final Map<SourceZone, Long> bytes = new ConcurrentHashMap<>();

  /** Of all of them. */
  private final AtomicLong total = new AtomicLong();

  /** @param transports makes the way to a receiver, by its URL, on the receiver's own context */
  public RemoteWrite(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Function<String, ReceiverTransport> transports) {
    this.settings = settings;
    this.receivers = settings.get().get(RemoteWriteSettings.URLS).stream()
        .map(url -> receiver(url, settings, time, telemetry, transports))
        .toList();
  }

  /** One receiver, whatever the settings name. */
  public static ReceiverVerticle receiver(
      String url,
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Function<String, ReceiverTransport> transports) {
    return new ReceiverVerticle(
        url, settings, time, new RemoteTelemetry(url, telemetry), () -> transports.apply(url));
  }

  /** Whether anything is to be sent at all. */
  public boolean isOn() {
    return !receivers.isEmpty();
  }

  /** To be deployed before anybody sends. */
  public List<ReceiverVerticle> receivers() {
    return receivers;
  }

  /** How labels are written for the receivers, under the settings of the moment. */
  public SampleLabels labels() {
    Settings now = settings.get();
    return SampleLabels.of(
        now.get(RemoteWriteSettings.PREFIX), now.get(RemoteWriteSettings.LABELS));
  }

  /** How old samples may become while they wait, in seconds. */
  public long maxAgeSeconds() {
    return settings.get().get(RemoteWriteSettings.MAX_AGE).toSeconds();
  }

  /** Notes how much waits of a source in a zone, in bytes of heap; 0 where it is gone. */
  public void holds(SourceZone sourceZone, long heap) {
    bytes.compute(sourceZone, (same, before) -> {
      total.addAndGet(heap - (before == null ? 0 : before));
      return heap == 0 ? null : Long.valueOf(heap);
    });
  }

  /** How much may wait of a source in a zone: its share, once all together hold too much. */
  public long mostBytes(SourceZone sourceZone) {
    long most = (long) settings.get().get(RemoteWriteSettings.BUFFER_MEGABYTES) << 20;
    long held = total.get();
    return held <= most
        ? Long.MAX_VALUE
        : (long) ((double) bytes.getOrDefault(sourceZone, 0L) / held * most);
  }
}
