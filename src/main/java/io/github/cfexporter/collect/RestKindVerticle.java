package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Forget;
import io.github.cfexporter.bus.Release;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.cloudflare.RestKind.Sample;
import io.github.cfexporter.cluster.FragmentKey;
import io.github.cfexporter.cluster.Fragments;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.gateway.RestCalls;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Ground;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query kind over REST: reads zone after zone, each again when its time to live is over, and
 * keeps the last good samples while Cloudflare does not answer.
 */
public final class RestKindVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(RestKindVerticle.class);

  /** Zones are read one after the other, which may take long. */
  private static final long TAKE_OVER_MILLIS = 600_000;

  /** A zone that could not be read is let alone for so long. */
  private static final long REPRIEVE_MILLIS = 60_000;

  /** Stands for what the zones of an account share. */
  private static final String ACCOUNT = "";

  private final RestKind kind;
  private final Setting<Duration> timeToLive;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Fragments fragments;
  private final Readers readers;
  private final Telemetry telemetry;
  private final Map<String, Shelf> shelves = new HashMap<>();

  public RestKindVerticle(
      RestKind kind,
      Setting<Duration> timeToLive,
      Ground ground,
      Readers readers,
      Telemetry telemetry) {
    this.kind = kind;
    this.timeToLive = timeToLive;
    this.settings = ground.settings();
    this.time = ground.time();
    this.fragments = ground.member().fragments();
    this.readers = readers;
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    return Collect.listen(
        vertx.eventBus(),
        kind.name(),
        this::collect,
        this::release,
        this::forget,
        this::settingsChanged);
  }

  private void collect(Message<Collect> message) {
    Collect collect = message.body();
    Shelf shelf = shelves.computeIfAbsent(
        collect.account().id(), id -> new Shelf(collect.account(), time.millis()));
    boolean former = !shelf.isShown(collect.part());
    if (shelf.update(collect) || former) {
      shelf.left().forEach(progress(shelf)::stopped);
      render(shelf, collect.part());
    }
    if (isDenied()) {
      clear(shelf);
    } else {
      readDue(shelf);
    }
  }

  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRICS_DENYLIST)) {
      for (Shelf shelf : shelves.values()) {
        if (isDenied()) {
          clear(shelf);
        }
        shelf.parts().forEach(part -> render(shelf, part));
      }
    }
  }

  private boolean isDenied() {
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    return kind.families().stream().map(Family::name).allMatch(denied::contains);
  }

  /** What is not wanted is neither kept nor read; allowed again, it is read at once. */
  private void clear(Shelf shelf) {
    shelf.clear();
    progress(shelf).off();
  }

  private void release(Message<Release> message) {
    shelves.remove(message.body().account());
  }

  private void forget(Message<Forget> message) {
    Shelf gone = shelves.remove(message.body().account());
    if (gone != null) {
      gone.parts().forEach(part -> fragments.remove(key(gone, part)));
    }
  }

  private void readDue(Shelf shelf) {
    String account = shelf.account().id();
    List<String> due = shelf.isBeingRead() ? List.of() : shelf.due(time.millis());
    if (due.isEmpty()) {
      return;
    }
    shelf.beingRead(true);
    Promise<Void> end = Promise.promise();
    kind.open(account, RestCalls.of(vertx, time, readers, account))
        .onSuccess(reader -> readAll(shelf, reader, due, 0, end))
        .onFailure(end::fail);
    end.future()
        .onFailure(cause -> notRead(shelf, ACCOUNT, cause))
        .onSuccess(done -> progress(shelf).stopped(ACCOUNT))
        .onComplete(done -> shelf.beingRead(false));
  }

  /**
   * One zone after the other, so that a large account never floods the budget. One promise for all: a
   * chain of futures would be as deep as there are zones.
   */
  private void readAll(
      Shelf shelf, RestKind.ZoneReader reader, List<String> zones, int index, Promise<Void> end) {
    if (index == zones.size() || shelves.get(shelf.account().id()) != shelf) {
      end.complete();
      return;
    }
    String zone = zones.get(index);
    reader
        .read(zone)
        .onSuccess(samples -> read(shelf, zone, samples))
        .onFailure(cause -> {
          shelf.postpone(zone, time.millis() + REPRIEVE_MILLIS);
          notRead(shelf, zone, cause);
          shelf.partOf(zone).ifPresent(part -> render(shelf, part));
        })
        .onComplete(done -> readAll(shelf, reader, zones, index + 1, end));
  }

  private void read(Shelf shelf, String zone, List<Sample> samples) {
    long ttl = settings.get().get(timeToLive).toMillis();
    shelf.put(zone, samples, time.millis() + spread(zone, ttl));
    telemetry.fetched(kind.name(), "success");
    progress(shelf).succeeded(zone, time.millis(), samples.size());
    progress(shelf).watermark(zone, time.seconds());
    shelf.partOf(zone).ifPresent(part -> render(shelf, part));
  }

  /** @param what zone that could not be read; empty for what all of them share */
  private void notRead(Shelf shelf, String what, Throwable cause) {
    telemetry.fetched(kind.name(), "failed");
    progress(shelf).failed(what, cause.getMessage());
    if (!(cause instanceof CloudflareException)) { // of those, the gateway has told
      logger.error(
          "REST resource could not be read: query={} account={} zone={}",
          kind.name(),
          shelf.account().id(),
          what,
          cause);
    }
  }

  /** Between three quarters of the time to live and all of it, so that zones fall due one by one. */
  private static long spread(String zone, long ttl) {
    return ttl - Math.floorMod(zone.hashCode(), Math.max(1, ttl / 4));
  }

  private void render(Shelf shelf, int part) {
    FragmentKey key = key(shelf, part);
    boolean patient = time.millis() < shelf.since() + TAKE_OVER_MILLIS;
    if (!shelf.isShown(part) && fragments.has(key) && patient && !shelf.canReplace(part)) {
      return; // what a former owner has read stays until it can be replaced
    }
    shelf.showing(part);
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    Fragment fragment = shelf.render(
        part,
        kind.families().stream()
            .filter(family -> !denied.contains(family.name()))
            .toList());
    fragments.put(key, fragment);
    progress(shelf).series(part, fragment.series());
  }

  private FragmentKey key(Shelf shelf, int part) {
    return new FragmentKey(shelf.account().id(), kind.name(), part);
  }

  private Progress progress(Shelf shelf) {
    return telemetry.progress(shelf.account().id(), kind.name());
  }
}
