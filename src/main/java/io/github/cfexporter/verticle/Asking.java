package io.github.cfexporter.verticle;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what is due of one query kind, and asks the gateway for it. */
final class Asking {
  private static final Logger logger = LoggerFactory.getLogger(Asking.class);

  private final GraphqlKind kind;
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Telemetry telemetry;
  private final Display display;
  private final Settling settling;

  /** The counters of a target, on their way from where they are kept. */
  private record LookUp(Target target, Track track, Future<Optional<Totals>> load) {}

  /** @param settling where the answers go */
  Asking(GraphqlKind kind, Ground ground, Telemetry telemetry, Display display, Settling settling) {
    this.kind = kind;
    this.vertx = ground.vertx();
    this.settings = ground.settings();
    this.time = ground.time();
    this.counters = ground.member().counters();
    this.telemetry = telemetry;
    this.display = display;
    this.settling = settling;
  }

  /** Asks for what is due of one source; zones whose counters are not known yet are looked up. */
  void ask(Roster roster, Reading reading) {
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
    boolean due = !track.isPostponed(time.seconds())
        && pace().horizon(reading.source().granularity(), limits).isDue(watermark);
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
  void continueWith(Errand done) {
    Track track = done.track();
    done.roster().targets().stream()
        .filter(target -> target.zone().equals(done.want().zone()))
        .filter(target -> !track.isInFlight() && mayUse(target, done.reading(), track))
        .findFirst()
        .flatMap(target -> errand(done.roster(), done.reading(), target, track))
        .ifPresent(next -> send(done.roster(), done.reading(), List.of(next)));
  }

  private Pace pace() {
    return new Pace(settings.get(), time.seconds());
  }

  private Progress progress(Roster roster) {
    return telemetry.progress(roster.account().id(), kind.name());
  }
}
