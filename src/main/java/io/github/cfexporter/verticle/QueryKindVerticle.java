package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.SERIES_TTL;

import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.CounterKey;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.cluster.FragmentKey;
import io.github.cfexporter.cluster.Fragments;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
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
 * One query kind, for every account of this node: asks for the windows that are due, adds them to
 * the counters exactly once, and renders what has changed.
 */
public final class QueryKindVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(QueryKindVerticle.class);
  private static final long REFUSED_SECONDS = 3600;
  private static final long RENDER_DELAY_MILLIS = 200;

  private final GraphqlKind kind;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Fragments fragments;
  private final Telemetry telemetry;
  private final Troubles troubles = new Troubles(logger);
  private final Map<String, Map<Integer, Roster>> rosters = new HashMap<>();

  public QueryKindVerticle(
      GraphqlKind kind,
      Supplier<Settings> settings,
      Time time,
      Counters counters,
      Fragments fragments,
      Telemetry telemetry) {
    this.kind = kind;
    this.settings = settings;
    this.time = time;
    this.counters = counters;
    this.fragments = fragments;
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    return Future.all(
        vertx.eventBus().consumer(Collect.address(kind.name()), this::collect).completion(),
        vertx.eventBus().consumer(Forget.ADDRESS, this::forget).completion(),
        SettingsChanged.listen(vertx.eventBus(), this::settingsChanged));
  }

  private void collect(Message<Collect> message) {
    Collect collect = message.body();
    Roster roster = rosters
        .computeIfAbsent(collect.account().id(), account -> new HashMap<>())
        .computeIfAbsent(collect.part(), part -> new Roster(part, collect.account()));
    List<Track> gone = roster.update(collect);
    if (!gone.isEmpty()) {
      gone.forEach(track -> left(roster, track));
      planRender(roster);
    }
    kind.sources().forEach(source -> ask(roster, reading(source)));
  }

  private void forget(Message<Forget> message) {
    Map<Integer, Roster> gone = rosters.remove(message.body().account());
    if (gone != null) {
      gone.values().forEach(roster -> {
        roster
            .update(new Collect(roster.account(), roster.part(), List.of()))
            .forEach(track -> left(roster, track));
        fragments.remove(new FragmentKey(roster.account().id(), kind.name(), roster.part()));
      });
    }
  }

  /**
   * Denied metrics leave the totals at once, so that they begin at zero when they are allowed again,
   * even before their next window.
   */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRICS_DENYLIST)) {
      Set<String> denied = change.newlyDenied();
      rosters.values().stream().flatMap(parts -> parts.values().stream()).forEach(roster -> {
        for (Source source : kind.sources()) {
          deny(roster, reading(source), denied);
        }
        planRender(roster);
      });
    }
  }

  private void deny(Roster roster, Reading reading, Set<String> denied) {
    if (reading.isEmpty()) {
      abandon(roster, reading);
      return;
    }
    for (Track track : roster.tracks(reading.source().name())) {
      work(() -> roster.board().drop(track.cell(), denied));
      counters
          .drop(key(roster, track), denied)
          .onFailure(cause ->
              logger.error("denied metrics could not be dropped: query={}", kind.name(), cause));
    }
  }

  /** Nothing of the source is wanted: where it stood is forgotten, so no gap is made up for later. */
  private void abandon(Roster roster, Reading reading) {
    String source = reading.source().name();
    for (Target target : roster.targets()) {
      roster.abandon(source, target.zone()).ifPresent(track -> {
        drop(roster, track);
        work(() -> roster.board().drop(track.cell()));
      });
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(roster.account().id(), kind.name(), source), roster.part(), 0);
    if (kind.sources().stream().map(this::reading).allMatch(Reading::isEmpty)) {
      progress(roster).off();
    }
  }

  /** The zone is no longer collected. */
  private void left(Roster roster, Track track) {
    telemetry.zoneGone(roster.account().id(), track.cell().zone());
    drop(roster, track);
  }

  private void drop(Roster roster, Track track) {
    progress(roster).stopped(name(track));
    counters
        .remove(key(roster, track))
        .onFailure(cause -> logger.error(
            "counters that are no longer wanted could not be removed: query={} zone={}",
            kind.name(),
            track.cell().zone(),
            cause));
  }

  /** Asks for what is due of one source; zones whose counters are not known yet are looked up. */
  private void ask(Roster roster, Reading reading) {
    if (reading.isEmpty()) {
      abandon(roster, reading);
      return;
    }
    String source = reading.source().name();
    List<Ask.Want> wants = new ArrayList<>();
    int enabled = 0;
    for (Target target : roster.targets()) {
      Track track = roster.track(source, target.zone());
      if (!mayUse(target, reading, track)) {
        progress(roster).stopped(name(track));
        continue;
      }
      enabled++;
      if (track.isInFlight()) {
        continue;
      }
      if (track.watermark().isEmpty()) {
        lookUp(roster, reading, target, track);
      } else {
        want(target, reading, track).ifPresent(wants::add);
      }
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(roster.account().id(), kind.name(), source),
        roster.part(),
        enabled);
    if (!wants.isEmpty()) {
      send(roster, reading, wants);
    }
  }

  private boolean mayUse(Target target, Reading reading, Track track) {
    return target.limits(reading.source().dataset()).allow(reading.shape())
        && !track.isRefused(time.seconds());
  }

  private java.util.Optional<Ask.Want> want(Target target, Reading reading, Track track) {
    var limits = track.limits(target.limits(reading.source().dataset()));
    long watermark = track.watermark().orElseThrow();
    boolean due = pace().horizon(reading.source().granularity(), limits).isDue(watermark);
    return due
        ? java.util.Optional.of(new Ask.Want(
            target.zone(), watermark, track.cap(), limits, target.rules(), track.keys()))
        : java.util.Optional.empty();
  }

  /** Continues from the stored counters, or begins one step before the end of the newest window. */
  private void lookUp(Roster roster, Reading reading, Target target, Track track) {
    track.inFlight(true);
    var limits = target.limits(reading.source().dataset());
    long start = pace().horizon(reading.source().granularity(), limits).start();
    counters
        .load(key(roster, track))
        .onSuccess(stored -> {
          stored.ifPresent(totals -> work(() -> roster.board().load(track.cell(), totals)));
          track.standsAt(stored.map(totals -> totals.watermark()).orElse(start));
          track.inFlight(false);
          if (roster.knows(track)) {
            want(target, reading, track).ifPresent(want -> send(roster, reading, List.of(want)));
          }
        })
        .onFailure(cause -> {
          track.inFlight(false);
          logger.error("counters could not be read: query={}", kind.name(), cause);
        });
  }

  private void send(Roster roster, Reading reading, List<Ask.Want> wants) {
    Map<String, Track> tracks = new HashMap<>();
    wants.forEach(
        want -> tracks.put(want.zone(), roster.track(reading.source().name(), want.zone())));
    tracks.values().forEach(track -> track.inFlight(true));
    Ask ask = new Ask(roster.account().id(), roster.part(), kind.name(), reading, wants);
    vertx
        .eventBus()
        .<Asked>request(Ask.ADDRESS, ask, Messages.PATIENT)
        .onSuccess(reply -> reply.body().outcomes().forEach((zone, outcome) -> {
          Ask.Want want =
              wants.stream().filter(w -> w.zone().equals(zone)).findFirst().orElseThrow();
          settle(roster, reading, want, tracks.get(zone), outcome);
        }))
        .onFailure(cause -> {
          tracks.values().forEach(track -> track.inFlight(false));
          logger.error("the gateway did not answer: query={}", kind.name(), cause);
        });
  }

  private void settle(
      Roster roster, Reading reading, Ask.Want want, Track track, Asked.Outcome outcome) {
    if (!roster.knows(track)) {
      return; // the zone left, or the source was denied, while the answer was on the way
    }
    if (outcome instanceof Asked.Fetched fetched) {
      telemetry.fetched(kind.name(), "success");
      fetched(roster, reading, want, track, fetched);
    } else if (outcome instanceof Asked.Refused refused) {
      telemetry.fetched(kind.name(), "refused");
      refused(roster, reading, want, track, refused);
    } else if (outcome instanceof Asked.Failed failed) {
      telemetry.fetched(kind.name(), "failed");
      track.inFlight(false);
      progress(roster).failed(failed.cause().getMessage());
      troubles.arose("account=" + roster.account().id(), failed.cause());
    } else {
      track.inFlight(false);
    }
  }

  private void refused(
      Roster roster, Reading reading, Ask.Want want, Track track, Asked.Refused refused) {
    long granularity = reading.source().granularity().toSeconds();
    boolean again = track.learn(refused.refusal(), refused.window(), granularity);
    track.inFlight(false);
    if (again) {
      continueWith(roster, reading, want.zone(), track);
      return;
    }
    track.refuse(time.seconds() + REFUSED_SECONDS);
    telemetry.error(roster.account().id(), refused.cause());
    progress(roster).failed(refused.cause().getMessage());
    progress(roster).stopped(name(track));
    troubles.arose(where(roster, reading, want.zone()), refused.cause());
  }

  private void fetched(
      Roster roster, Reading reading, Ask.Want want, Track track, Asked.Fetched fetched) {
    long granularity = reading.source().granularity().toSeconds();
    if (fetched.full() && fetched.window().seconds() > granularity) {
      track.narrow(fetched.window(), granularity);
      track.inFlight(false);
      continueWith(roster, reading, want.zone(), track);
      return;
    }
    if (fetched.full()) {
      progress(roster).truncated();
      logger.warn(
          "rows are missing: a page was full and cannot be split further: query={} dataset={} zone={}",
          kind.name(),
          reading.source().dataset(),
          want.zone());
    } else {
      track.widen();
    }
    long idleBefore = idleBefore(fetched.window().to());
    counters
        .apply(key(roster, track), want.watermark(), fetched.window(), fetched.delta(), idleBefore)
        .onSuccess(applied -> added(roster, reading, want, track, fetched, applied, idleBefore))
        .onFailure(cause -> {
          track.inFlight(false);
          logger.error(
              "a window could not be added; it is fetched again: query={}", kind.name(), cause);
        });
  }

  private void added(
      Roster roster,
      Reading reading,
      Ask.Want want,
      Track track,
      Asked.Fetched fetched,
      Applied applied,
      long idleBefore) {
    track.inFlight(false);
    track.standsAt(applied.watermark());
    if (!roster.knows(track)) {
      drop(roster, track); // the zone left while its window was on the way
      return;
    }
    if (applied.outcome() == Applied.Outcome.ADDED) {
      work(() -> roster
          .board()
          .add(track.cell(), want.watermark(), fetched.window(), fetched.delta(), idleBefore));
      noteLoss(roster, reading, want, fetched);
    } else {
      reload(roster, track);
    }
    progress(roster).watermark(name(track), applied.watermark());
    if (!track.cell().zone().isEmpty()) {
      telemetry.zoneProcessed(roster.account().id(), track.cell().zone());
    }
    progress(roster).succeeded(time.millis(), fetched.rows());
    troubles.ended("account=" + roster.account().id());
    troubles.ended(where(roster, reading, want.zone()));
    planRender(roster);
    continueWith(roster, reading, want.zone(), track);
  }

  /** Somebody else has counted: what is shown must be what is stored. */
  private void reload(Roster roster, Track track) {
    counters
        .load(key(roster, track))
        .onSuccess(stored -> {
          stored.ifPresent(totals -> work(() -> roster.board().load(track.cell(), totals)));
          planRender(roster);
        })
        .onFailure(
            cause -> logger.error("counters could not be read: query={}", kind.name(), cause));
  }

  private void noteLoss(Roster roster, Reading reading, Ask.Want want, Asked.Fetched fetched) {
    if (fetched.lostSeconds() > 0) {
      progress(roster).lost(fetched.lostSeconds());
      logger.warn(
          "time was given up, Cloudflare or maxBackfillSeconds does not reach back so far:"
              + " query={} dataset={} zone={} seconds={}",
          kind.name(),
          reading.source().dataset(),
          want.zone(),
          fetched.lostSeconds());
    }
  }

  /** A window that was cut short leaves more to fetch; no need to wait for the next refresh. */
  private void continueWith(Roster roster, Reading reading, String zone, Track track) {
    roster.targets().stream()
        .filter(target -> target.zone().equals(zone))
        .filter(target -> !track.isInFlight() && mayUse(target, reading, track))
        .findFirst()
        .flatMap(target -> want(target, reading, track))
        .ifPresent(want -> send(roster, reading, List.of(want)));
  }

  private void planRender(Roster roster) {
    if (roster.planRender()) {
      time.after(RENDER_DELAY_MILLIS, () -> render(roster));
    }
  }

  private void render(Roster roster) {
    roster.rendering();
    Settings now = settings.get();
    List<String> families = kind.families().stream()
        .map(Family::name)
        .filter(name -> !now.get(METRICS_DENYLIST).contains(name))
        .toList();
    List<String> sources = kind.sources().stream().map(Source::name).toList();
    List<Board.Shown> shown = roster.shown();
    Set<String> zones = shown.stream().map(Board.Shown::zone).collect(Collectors.toSet());
    String label = roster.account().label();
    vertx
        .executeBlocking(() -> {
          roster.board().retain(zones);
          return roster.board().render(label, shown, sources, families);
        })
        .onSuccess(fragment -> publish(roster, fragment))
        .onFailure(
            cause -> logger.error("series could not be rendered: query={}", kind.name(), cause));
  }

  private void publish(Roster roster, Fragment fragment) {
    if (rosters.getOrDefault(roster.account().id(), Map.of()).get(roster.part()) == roster) {
      fragments.put(new FragmentKey(roster.account().id(), kind.name(), roster.part()), fragment);
      progress(roster).series(roster.part(), fragment.series());
    }
  }

  /** Runs on the worker that owns the boards, in the order of the calls. */
  private void work(Runnable task) {
    vertx
        .executeBlocking(() -> {
          task.run();
          return null;
        })
        .onFailure(
            cause -> logger.error("series could not be updated: query={}", kind.name(), cause));
  }

  private Reading reading(Source source) {
    Settings now = settings.get();
    return Reading.of(
        source, now.get(EXCLUDE_HOST), now.get(HTTP_STATUS_GROUP), now.get(METRICS_DENYLIST));
  }

  private long idleBefore(long windowEnd) {
    long ttl = settings.get().get(SERIES_TTL).toSeconds();
    return ttl == 0 ? 0 : Math.max(0, windowEnd - ttl);
  }

  private Pace pace() {
    return new Pace(settings.get(), time.seconds());
  }

  private Progress progress(Roster roster) {
    return telemetry.progress(roster.account().id(), kind.name());
  }

  private CounterKey key(Roster roster, Track track) {
    return new CounterKey(
        roster.account().id(), kind.name(), track.cell().source(), track.cell().zone());
  }

  private static String name(Track track) {
    return track.cell().source() + "/" + track.cell().zone();
  }

  private static String where(Roster roster, Reading reading, String zone) {
    return "account=" + roster.account().id() + " zone=" + zone + " dataset="
        + reading.source().dataset();
  }
}
