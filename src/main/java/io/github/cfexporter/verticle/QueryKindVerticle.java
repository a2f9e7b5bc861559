package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.EXCLUDE_HOST;
import static io.github.cfexporter.settings.Tunables.HTTP_STATUS_GROUP;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query kind, for every account of this node: asks for the windows that are due, adds them to
 * the counters exactly once, and renders what has changed.
 */
public final class QueryKindVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(QueryKindVerticle.class);

  private final GraphqlKind kind;
  private final Ground ground;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Telemetry telemetry;
  private final Map<String, Map<Integer, Roster>> rosters = new HashMap<>();
  private Display display;
  private Settling settling;

  /** The counters of a target, on their way from where they are kept. */
  private record LookUp(Target target, Track track, Future<Optional<Totals>> load) {}

  public QueryKindVerticle(GraphqlKind kind, Ground ground, Telemetry telemetry) {
    this.kind = kind;
    this.ground = ground;
    this.settings = ground.settings();
    this.time = ground.time();
    this.counters = ground.member().counters();
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    display = new Display(kind, ground, telemetry);
    settling = new Settling(kind, ground, telemetry, display, this::continueWith);
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
    Roster roster = rosters
        .computeIfAbsent(collect.account().id(), account -> new HashMap<>())
        .computeIfAbsent(
            collect.part(), part -> new Roster(part, collect.account(), time.millis()));
    roster.update(collect).forEach(track -> left(roster, track));
    if (roster.looksOtherwise(display.families())) {
      display.refresh(roster);
    }
    kind.sources().forEach(source -> ask(roster, reading(source)));
  }

  /** What is on its way here is for nobody; the new owner asks for it, too. */
  private void release(Message<Release> message) {
    Map<Integer, Roster> released = rosters.remove(message.body().account());
    if (released != null) {
      released.values().forEach(roster -> {
        roster.update(new Collect(roster.account(), roster.part(), List.of(), true));
        roster.retire();
      });
    }
  }

  private void forget(Message<Forget> message) {
    Map<Integer, Roster> gone = rosters.remove(message.body().account());
    if (gone != null) {
      gone.values().forEach(roster -> {
        roster
            .update(new Collect(roster.account(), roster.part(), List.of(), true))
            .forEach(track -> left(roster, track));
        display.remove(roster);
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
        display.refresh(roster);
      });
    }
  }

  private void deny(Roster roster, Reading reading, Set<String> denied) {
    if (reading.isEmpty()) {
      abandon(roster, reading);
      return;
    }
    for (Track track : roster.tracks(reading.source().name())) {
      display.drop(roster, track.cell(), denied);
      counters
          .drop(settling.key(roster, track), denied)
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
        display.drop(roster, track.cell());
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
    progress(roster).stopped(track.name());
    counters
        .remove(settling.key(roster, track))
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
    List<Errand> errands = new ArrayList<>();
    List<Target> unknown = new ArrayList<>();
    int enabled = 0;
    for (Target target : roster.targets()) {
      Track track = roster.track(source, target.zone());
      track.off(!mayUse(target, reading, track));
      if (track.isOff()) {
        progress(roster).stopped(track.name());
        continue;
      }
      enabled++;
      if (!track.isInFlight() && track.watermark().isEmpty()) {
        unknown.add(target);
      } else if (!track.isInFlight()) {
        errand(roster, reading, target, track).ifPresent(errands::add);
      }
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(roster.account().id(), kind.name(), source),
        roster.part(),
        enabled);
    send(roster, reading, errands);
    lookUp(roster, reading, unknown);
  }

  private boolean mayUse(Target target, Reading reading, Track track) {
    return target.limits(reading.source().dataset()).allow(reading.shape())
        && !track.isRefused(time.seconds());
  }

  /** What to ask of a zone whose counters are known; empty when nothing is due. */
  private Optional<Errand> errand(Roster roster, Reading reading, Target target, Track track) {
    DatasetLimits limits = track.limits(target.limits(reading.source().dataset()));
    long watermark = track.watermark().orElseThrow();
    boolean due = pace().horizon(reading.source().granularity(), limits).isDue(watermark);
    Ask.Want want =
        new Ask.Want(target.zone(), watermark, track.cap(), limits, target.rules(), track.keys());
    return due ? Optional.of(new Errand(roster, reading, want, track)) : Optional.empty();
  }

  /** Reads where targets stand, and asks for what is due of all of them at once. */
  private void lookUp(Roster roster, Reading reading, List<Target> targets) {
    List<LookUp> lookUps = targets.stream()
        .map(target -> lookUp(roster, target, roster.track(reading.source().name(), target.zone())))
        .toList();
    Future.join(lookUps.stream().map(LookUp::load).toList()).onComplete(all -> {
      List<Errand> errands = new ArrayList<>();
      lookUps.forEach(one -> lookedUp(roster, reading, one).ifPresent(errands::add));
      send(roster, reading, errands);
    });
  }

  private LookUp lookUp(Roster roster, Target target, Track track) {
    track.inFlight(true);
    return new LookUp(target, track, counters.load(settling.key(roster, track)));
  }

  /** Continues from the stored counters, or begins one step before the end of the newest window. */
  private Optional<Errand> lookedUp(Roster roster, Reading reading, LookUp done) {
    Future<Optional<Totals>> load = done.load();
    Target target = done.target();
    Track track = done.track();
    track.inFlight(false);
    if (load.failed()) {
      logger.error("counters could not be read: query={}", kind.name(), load.cause());
      return Optional.empty();
    }
    DatasetLimits limits = target.limits(reading.source().dataset());
    long start = pace().horizon(reading.source().granularity(), limits).start();
    track.standsAt(load.result().map(Totals::watermark).orElse(start));
    if (!roster.knows(track)) {
      return Optional.empty();
    }
    load.result().ifPresent(totals -> display.load(roster, track.cell(), totals));
    return errand(roster, reading, target, track);
  }

  private void send(Roster roster, Reading reading, List<Errand> errands) {
    if (errands.isEmpty()) {
      return;
    }
    Map<String, Errand> byZone = new HashMap<>();
    errands.forEach(errand -> byZone.put(errand.want().zone(), errand));
    errands.forEach(errand -> errand.track().inFlight(true));
    List<Ask.Want> wants = errands.stream().map(Errand::want).toList();
    Ask ask = new Ask(roster.account().id(), roster.part(), kind.name(), reading, wants);
    vertx
        .eventBus()
        .<Asked>request(Ask.ADDRESS, ask, Messages.PATIENT)
        .onSuccess(reply -> reply
            .body()
            .outcomes()
            .forEach((zone, outcome) -> settling.settle(byZone.get(zone), outcome)))
        .onFailure(cause -> {
          errands.forEach(errand -> errand.track().inFlight(false));
          logger.error("the gateway did not answer: query={}", kind.name(), cause);
        });
  }

  /** A window that was cut short leaves more to fetch; no need to wait for the next refresh. */
  private void continueWith(Errand done) {
    Track track = done.track();
    done.roster().targets().stream()
        .filter(target -> target.zone().equals(done.want().zone()))
        .filter(target -> !track.isInFlight() && mayUse(target, done.reading(), track))
        .findFirst()
        .flatMap(target -> errand(done.roster(), done.reading(), target, track))
        .ifPresent(next -> send(done.roster(), done.reading(), List.of(next)));
  }

  private Reading reading(Source source) {
    Settings now = settings.get();
    return Reading.of(
        source, now.get(EXCLUDE_HOST), now.get(HTTP_STATUS_GROUP), now.get(METRICS_DENYLIST));
  }

  private Pace pace() {
    return new Pace(settings.get(), time.seconds());
  }

  private Progress progress(Roster roster) {
    return telemetry.progress(roster.account().id(), kind.name());
  }
}
