package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.cloudflare.RestKind.Sample;
import io.github.cfexporter.cluster.FragmentKey;
import io.github.cfexporter.cluster.Fragments;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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

  private final RestKind kind;
  private final Setting<Duration> timeToLive;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Fragments fragments;
  private final Telemetry telemetry;
  private final Troubles troubles = new Troubles(logger);
  private final Map<String, Shelf> shelves = new HashMap<>();

  /** What is known of one account. */
  private static final class Shelf {
    private AccountView account;
    private final Map<Integer, List<Target>> parts = new HashMap<>();
    private final Map<String, List<Sample>> samples = new HashMap<>();
    private final Map<String, Long> dueAt = new HashMap<>();
    private boolean reading;
    private final long since;

    Shelf(long since) {
      this.since = since;
    }

    boolean hasAll(int part) {
      return parts.get(part).stream().map(Target::zone).allMatch(samples::containsKey);
    }
  }

  public RestKindVerticle(
      RestKind kind, Setting<Duration> timeToLive, Ground ground, Telemetry telemetry) {
    this.kind = kind;
    this.timeToLive = timeToLive;
    this.settings = ground.settings();
    this.time = ground.time();
    this.fragments = ground.member().fragments();
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    return Future.all(
        vertx
            .eventBus()
            .localConsumer(Collect.address(kind.name()), this::collect)
            .completion(),
        vertx.eventBus().localConsumer(Release.ADDRESS, this::release).completion(),
        vertx.eventBus().localConsumer(Forget.ADDRESS, this::forget).completion(),
        SettingsChanged.listen(vertx.eventBus(), this::settingsChanged));
  }

  private void collect(Message<Collect> message) {
    Collect collect = message.body();
    Shelf shelf = shelves.computeIfAbsent(collect.account().id(), id -> new Shelf(time.millis()));
    boolean same = collect.account().equals(shelf.account)
        && collect.targets().equals(shelf.parts.get(collect.part()));
    shelf.account = collect.account();
    shelf.parts.put(collect.part(), collect.targets());
    if (!same) {
      dropGone(shelf);
      render(shelf, collect.part());
    }
    if (isDenied()) {
      clear(shelf);
    } else if (!shelf.reading) {
      readDue(shelf);
    }
  }

  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRICS_DENYLIST)) {
      for (Shelf shelf : shelves.values()) {
        if (isDenied()) {
          clear(shelf);
        }
        shelf.parts.keySet().forEach(part -> render(shelf, part));
      }
    }
  }

  private boolean isDenied() {
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    return kind.families().stream().map(Family::name).allMatch(denied::contains);
  }

  /** What is not wanted is neither kept nor read; allowed again, it is read at once. */
  private void clear(Shelf shelf) {
    shelf.samples.clear();
    shelf.dueAt.clear();
    progress(shelf).off();
  }

  private void release(Message<Release> message) {
    shelves.remove(message.body().account());
  }

  private void forget(Message<Forget> message) {
    Shelf gone = shelves.remove(message.body().account());
    if (gone != null) {
      gone.parts
          .keySet()
          .forEach(part -> fragments.remove(new FragmentKey(gone.account.id(), kind.name(), part)));
    }
  }

  private static void dropGone(Shelf shelf) {
    Set<String> zones = shelf.parts.values().stream()
        .flatMap(targets -> targets.stream().map(Target::zone))
        .collect(Collectors.toSet());
    shelf.samples.keySet().retainAll(zones);
    shelf.dueAt.keySet().retainAll(zones);
  }

  private void readDue(Shelf shelf) {
    List<String> due = shelf.parts.values().stream()
        .flatMap(targets -> targets.stream().map(Target::zone))
        .filter(zone -> shelf.dueAt.getOrDefault(zone, 0L) <= time.millis())
        .toList();
    if (due.isEmpty()) {
      return;
    }
    shelf.reading = true;
    kind.open(shelf.account.id(), RestCalls.of(vertx, time, shelf.account.id()))
        .compose(reader -> readAll(shelf, reader, due, 0))
        .onFailure(cause -> notRead(shelf, "account=" + shelf.account.id(), cause))
        .onSuccess(done -> troubles.ended("account=" + shelf.account.id()))
        .onComplete(done -> shelf.reading = false);
  }

  /** One zone after the other, so that a large account never floods the budget. */
  private Future<Void> readAll(
      Shelf shelf, RestKind.ZoneReader reader, List<String> zones, int index) {
    if (index == zones.size() || shelves.get(shelf.account.id()) != shelf) {
      return Future.succeededFuture();
    }
    String zone = zones.get(index);
    return reader
        .read(zone)
        .onSuccess(samples -> read(shelf, zone, samples))
        .onFailure(cause -> {
          shelf.dueAt.put(zone, time.millis() + 60_000);
          notRead(shelf, "zone=" + zone, cause);
        })
        .otherwiseEmpty()
        .compose(done -> readAll(shelf, reader, zones, index + 1));
  }

  private void read(Shelf shelf, String zone, List<Sample> samples) {
    long ttl = settings.get().get(timeToLive).toMillis();
    shelf.dueAt.put(zone, time.millis() + spread(zone, ttl));
    shelf.samples.put(zone, samples);
    telemetry.fetched(kind.name(), "success");
    progress(shelf).succeeded(time.millis(), samples.size());
    progress(shelf).watermark(zone, time.seconds());
    troubles.ended("zone=" + zone);
    shelf.parts.forEach((part, targets) -> {
      if (targets.stream().anyMatch(target -> target.zone().equals(zone))) {
        render(shelf, part);
      }
    });
  }

  private void notRead(Shelf shelf, String where, Throwable cause) {
    telemetry.fetched(kind.name(), "failed");
    progress(shelf).failed(cause.getMessage());
    if (cause instanceof CloudflareException refusal) {
      if (!Door.isShutBy(refusal)) {
        troubles.arose(where, refusal);
      }
    } else {
      logger.error("REST resource could not be read: query={} {}", kind.name(), where, cause);
    }
  }

  /** Between three quarters of the time to live and all of it, so that zones fall due one by one. */
  private static long spread(String zone, long ttl) {
    return ttl - Math.floorMod(zone.hashCode(), Math.max(1, ttl / 4));
  }

  private void render(Shelf shelf, int part) {
    FragmentKey key = new FragmentKey(shelf.account.id(), kind.name(), part);
    boolean patient = time.millis() < shelf.since + TAKE_OVER_MILLIS;
    if (fragments.has(key) && patient && !shelf.hasAll(part)) {
      return; // what a former owner has read stays until all of it can be replaced
    }
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    FragmentWriter writer = new FragmentWriter();
    for (Family family : kind.families()) {
      if (!denied.contains(family.name())) {
        writer.family(family.name());
        shelf.parts.get(part).forEach(target -> samples(writer, family, shelf, target));
      }
    }
    var fragment = writer.finish();
    fragments.put(key, fragment);
    progress(shelf).series(part, fragment.series());
  }

  private static void samples(FragmentWriter writer, Family family, Shelf shelf, Target target) {
    for (Sample sample : shelf.samples.getOrDefault(target.zone(), List.of())) {
      if (sample.family().equals(family.name())) {
        List<String> values = new ArrayList<>(List.of(target.label(), shelf.account.label()));
        values.addAll(sample.labelValues());
        writer.sample(family.labels(), values, sample.value());
      }
    }
  }

  private Progress progress(Shelf shelf) {
    return telemetry.progress(shelf.account.id(), kind.name());
  }
}
