package io.github.cfexporter.remote;

import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.RemoteWriteSettings;
import io.github.cfexporter.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** All receivers of a node; none as long as nobody has named any. */
public final class RemoteWrite {
  private final Supplier<Settings> settings;
  private final List<ReceiverVerticle> receivers;

  /** Heap of what waits, by estimate, by whatever tells it. */
  private final Map<Object, Long> bytes = new ConcurrentHashMap<>();

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

  /** Notes how much waits in one place; nothing for a place that is gone. */
  public void holds(Object place, long heap) {
    if (heap == 0) {
      bytes.remove(place);
    } else {
      bytes.put(place, heap);
    }
  }

  /** How much may wait in a place: its share, once all places together hold too much. */
  public long mostBytes(Object place) {
    long most = (long) settings.get().get(RemoteWriteSettings.BUFFER_MEGABYTES) << 20;
    long held = bytes.values().stream().mapToLong(Long::longValue).sum();
    return held <= most
        ? Long.MAX_VALUE
        : (long) ((double) bytes.getOrDefault(place, 0L) / held * most);
  }
}
