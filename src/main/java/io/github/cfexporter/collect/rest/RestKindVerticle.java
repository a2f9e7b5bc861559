package io.github.cfexporter.collect.rest;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.QUERY_KINDS;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.Forget;
import io.github.cfexporter.bus.Release;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.rest.RestKind;
import io.github.cfexporter.cloudflare.rest.RestKind.Sample;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.gateway.RestCalls;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
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
  private final Map<String, RestCache> shelves = new HashMap<>();

  public RestKindVerticle(
      RestKind kind,
      Setting<Duration> timeToLive,
      NodeContext nodeContext,
      Readers readers,
      Telemetry telemetry) {
    this.kind = kind;
    this.timeToLive = timeToLive;
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.fragments = nodeContext.member().fragments();
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
    RestCache cache = shelves.computeIfAbsent(
        collect.account().id(), id -> new RestCache(collect.account(), time.millis()));
    boolean former = !cache.isShown(collect.batch());
    if (cache.update(collect) || former) {
      cache.left().forEach(progress(cache)::stopped);
      render(cache, collect.batch());
    }
    if (isDenied()) {
      clear(cache);
    } else {
      readDue(cache);
    }
  }

  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRICS_DENYLIST, QUERY_KINDS)) {
      for (RestCache cache : shelves.values()) {
        if (isDenied()) {
          clear(cache);
        }
        cache.batches().forEach(batch -> render(cache, batch));
      }
    }
  }

  private boolean isDenied() {
    Set<String> denied = new KindTerms(settings.get()).denied(kind);
    return kind.families().stream().map(Family::name).allMatch(denied::contains);
  }

  /** What is not wanted is neither kept nor read; allowed again, it is read at once. */
  private void clear(RestCache cache) {
    cache.clear();
    progress(cache).disable();
  }

  private void release(Message<Release> message) {
    shelves.remove(message.body().account());
  }

  private void forget(Message<Forget> message) {
    RestCache gone = shelves.remove(message.body().account());
    if (gone != null) {
      gone.batches().forEach(batch -> fragments.remove(key(gone, batch)));
    }
  }

  private void readDue(RestCache cache) {
    String account = cache.account().id();
    List<String> due = cache.isBeingRead() ? List.of() : cache.due(time.millis());
    if (due.isEmpty()) {
      return;
    }
    cache.beingRead(true);
    Promise<Void> end = Promise.promise();
    kind.open(account, RestCalls.of(vertx, time, readers, account))
        .onSuccess(reader -> readAll(cache, reader, due, 0, end))
        .onFailure(end::fail);
    end.future()
        .onFailure(cause -> notRead(cache, ACCOUNT, cause))
        .onSuccess(done -> progress(cache).stopped(ACCOUNT))
        .onComplete(done -> cache.beingRead(false));
  }

  /**
   * One zone after the other, so that a large account never floods the budget. One promise for all: a
   * chain of futures would be as deep as there are zones.
   */
  private void readAll(
      RestCache cache,
      RestKind.ZoneReader reader,
      List<String> zones,
      int index,
      Promise<Void> end) {
    if (index == zones.size() || shelves.get(cache.account().id()) != cache) {
      end.complete();
      return;
    }
    String zone = zones.get(index);
    reader
        .read(zone)
        .onSuccess(samples -> read(cache, zone, samples))
        .onFailure(cause -> {
          cache.postpone(zone, time.millis() + REPRIEVE_MILLIS);
          notRead(cache, zone, cause);
          cache.batchOf(zone).ifPresent(batch -> render(cache, batch));
        })
        .onComplete(done -> readAll(cache, reader, zones, index + 1, end));
  }

  private void read(RestCache cache, String zone, List<Sample> samples) {
    long ttl = settings.get().get(timeToLive).toMillis();
    cache.put(zone, samples, time.millis() + spread(zone, ttl));
    telemetry.fetched(kind.name(), "success");
    progress(cache).succeeded(zone, time.millis(), samples.size());
    progress(cache).watermark(zone, time.seconds());
    cache.batchOf(zone).ifPresent(batch -> render(cache, batch));
  }

  /** @param what zone that could not be read; empty for what all of them share */
  private void notRead(RestCache cache, String what, Throwable cause) {
    telemetry.fetched(kind.name(), "failed");
    progress(cache).failed(what, cause.getMessage());
    if (!(cause instanceof CloudflareException)) { // of those, the gateway has told
      logger.error(
          "REST resource could not be read: query={} account={} zone={}",
          kind.name(),
          cache.account().id(),
          what,
          cause);
    }
  }

  /** Between three quarters of the time to live and all of it, so that zones fall due one by one. */
  private static long spread(String zone, long ttl) {
    return ttl - Math.floorMod(zone.hashCode(), Math.max(1, ttl / 4));
  }

  private void render(RestCache cache, int batch) {
    FragmentKey key = key(cache, batch);
    boolean patient = time.millis() < cache.since() + TAKE_OVER_MILLIS;
    if (!cache.isShown(batch) && fragments.has(key) && patient && !cache.canReplace(batch)) {
      return; // what a former owner has read stays until it can be replaced
    }
    cache.showing(batch);
    Set<String> denied = new KindTerms(settings.get()).denied(kind);
    Fragment fragment = cache.render(
        batch,
        kind.families().stream()
            .filter(family -> !denied.contains(family.name()))
            .toList());
    fragments.put(key, fragment);
    progress(cache).series(batch, fragment.series());
  }

  private FragmentKey key(RestCache cache, int batch) {
    return new FragmentKey(cache.account().id(), kind.name(), batch);
  }

  private Progress progress(RestCache cache) {
    return telemetry.progress(cache.account().id(), kind.name());
  }
}
