package io.github.cfexporter.collect.rest;

import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.IDLE_SOURCE;
import static io.github.cfexporter.settings.Tunables.MAX_SERIES;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.rest.RestKind;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.rest.OneByOne;
import io.github.cfexporter.cloudflare.rest.RestReader;
import io.github.cfexporter.cloudflare.rest.RestReading;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.collect.KindVerticle;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.gateway.RestCalls;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query kind over REST: reads zone after zone, each again when its interval is over, and keeps
 * the last good samples for a while when Cloudflare does not answer.
 */
public final class RestKindVerticle extends KindVerticle {
  private static final Logger logger = LoggerFactory.getLogger(RestKindVerticle.class);

  /** Zones are read one after the other, which may take long. */
  private static final long TAKE_OVER_MILLIS = 600_000;

  /** A zone that could not be read is let alone for so long. */
  private static final long REPRIEVE_MILLIS = 60_000;

  /** So many intervals and refreshes later than it was read, a value has become old. */
  private static final int TOLERATED = 3;

  private final RestKind kind;
  private final Fragments fragments;
  private final Map<String, RestCache> caches = new HashMap<>();

  public RestKindVerticle(
      RestKind kind, NodeContext nodeContext, Readers readers, Telemetry telemetry) {
    super(kind, nodeContext, readers, telemetry);
    this.kind = kind;
    this.fragments = nodeContext.member().fragments();
  }

  @Override
  protected void collect(Collect collect) {
    RestCache cache = caches.computeIfAbsent(
        collect.account().id(), id -> new RestCache(collect.account(), time.millis()));
    boolean former = !cache.isShown(collect.batch());
    boolean changed = cache.update(collect);
    if (changed) {
      cache.left().forEach(progress(cache)::stopped);
    }
    if (cache.forgetBefore(collect.batch(), time.millis() - tolerableAge()) || changed || former) {
      render(cache, collect.batch());
    }
    if (isDenied()) {
      clear(cache);
    } else {
      readDue(cache);
    }
  }

  @Override
  protected void termsChanged(SettingsChanged change) {
    for (RestCache cache : caches.values()) {
      if (isDenied()) {
        clear(cache);
      } else {
        cache.forgetDue(); // what was not wanted was not read
      }
      cache.batches().forEach(batch -> render(cache, batch));
    }
  }

  private boolean isDenied() {
    Set<String> denied = denied();
    return kind.families().stream().map(Family::name).allMatch(denied::contains);
  }

  /** What is not wanted is neither kept nor read; allowed again, it is read at once. */
  private void clear(RestCache cache) {
    cache.clear();
    progress(cache).disable();
  }

  @Override
  protected void release(String account) {
    caches.remove(account);
  }

  @Override
  protected void forget(String account) {
    RestCache gone = caches.remove(account);
    if (gone != null) {
      gone.batches().forEach(batch -> fragments.remove(key(gone, batch)));
    }
  }

  /** What the successor has, too, is shown until the successor shows it. */
  @Override
  protected Future<Void> end(Optional<? extends QueryKind> successor) {
    if (successor.isEmpty()) {
      Set.copyOf(caches.keySet()).forEach(this::forget);
      telemetry.kindGone(kind.name());
    }
    caches.clear();
    return Future.succeededFuture();
  }

  private void readDue(RestCache cache) {
    String account = cache.account().id();
    List<String> due = cache.isBeingRead() ? List.of() : cache.due(time.millis());
    if (due.isEmpty()) {
      return;
    }
    cache.beingRead(true);
    Settings now = settings.get();
    RestReader.open(
            kind.without(denied()),
            account,
            RestCalls.of(vertx, time, readers, account),
            now.get(HTTP_STATUS_GROUP),
            now.get(MAX_SERIES))
        .compose(reader -> OneByOne.each(
            due,
            () -> caches.get(account) != cache,
            zone -> reader.read(zone).map(reading -> {
              read(cache, zone, reading);
              return null;
            })))
        .onFailure(cause -> logger.error(
            "REST resources could not be read: query={} account={}", kind.name(), account, cause))
        .onComplete(done -> cache.beingRead(false));
  }

  private void read(RestCache cache, String zone, RestReading reading) {
    if (reading.isInVain()) {
      telemetry.fetched(kind.name(), "failed");
    } else {
      cache.put(zone, reading, time.millis());
      telemetry.fetched(kind.name(), "success");
      int samples = reading.samples().values().stream().mapToInt(List::size).sum();
      progress(cache).succeeded(zone, time.millis(), samples);
      progress(cache).watermark(zone, time.seconds());
    }
    reading.failures().values().forEach(cause -> notRead(cache, zone, cause));
    cache.postpone(zone, time.millis() + pause(zone, reading));
    cache.batchOf(zone).ifPresent(batch -> render(cache, batch));
  }

  /** How long a zone is let alone: products that it does not have are looked for now and then only. */
  private long pause(String zone, RestReading reading) {
    long interval = new KindTerms(settings.get()).interval(kind).toMillis();
    if (reading.isInVain()) {
      return REPRIEVE_MILLIS;
    } else if (!reading.isIdle()) {
      return spread(zone, interval);
    }
    long patience = reading.closed().isEmpty()
        ? settings.get().get(IDLE_SOURCE).toMillis()
        : Readers.RETRY_MILLIS;
    return spread(zone, Math.max(interval, patience));
  }

  private void notRead(RestCache cache, String zone, Throwable cause) {
    progress(cache).failed(zone, cause.getMessage());
    if (!(cause instanceof CloudflareException)) { // of those, the gateway has told
      logger.error(
          "REST resource could not be read: query={} account={} zone={}",
          kind.name(),
          cache.account().id(),
          zone,
          cause);
    }
  }

  /** Between three quarters of a time and all of it, so that zones fall due one by one. */
  private static long spread(String zone, long millis) {
    return zone.isEmpty()
        ? millis
        : millis - Math.floorMod(zone.hashCode(), Math.max(1, millis / 4));
  }

  private long tolerableAge() {
    Settings now = settings.get();
    long interval = new KindTerms(now).interval(kind).toMillis();
    return TOLERATED * (interval + now.get(METRIC_REFRESH_INTERVAL).toMillis());
  }

  private void render(RestCache cache, int batch) {
    FragmentKey key = key(cache, batch);
    boolean patient = time.millis() < cache.since() + TAKE_OVER_MILLIS;
    if (!cache.isShown(batch) && fragments.has(key) && patient && !cache.canReplace(batch)) {
      return; // what a former owner has read stays until it can be replaced
    }
    cache.showing(batch);
    Set<String> denied = denied();
    Fragment fragment = cache.render(
        batch,
        kind.families().stream()
            .filter(family -> !denied.contains(family.name()))
            .toList());
    fragments.put(key, fragment);
    progress(cache).series(batch, fragment.series());
    if (cache.isRead(batch)) {
      tellOpen(cache, batch);
    }
  }

  /** Whoever has no use for a product is told so. */
  private void tellOpen(RestCache cache, int batch) {
    kind.resources().stream()
        .filter(resource -> !resource.metrics().isEmpty())
        .forEach(resource -> telemetry.sourceEnabled(
            new Telemetry.SourceKey(cache.account().id(), kind.name(), resource.name()),
            batch,
            cache.open(batch, resource.name())));
  }

  private FragmentKey key(RestCache cache, int batch) {
    return new FragmentKey(cache.account().id(), kind.name(), batch);
  }

  private Progress progress(RestCache cache) {
    return progress(cache.account().id());
  }
}
