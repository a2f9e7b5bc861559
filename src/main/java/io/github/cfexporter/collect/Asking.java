package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.gateway.document.Pace;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Ground;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  void ask(Roster roster, SourceForms forms) {
    List<Errand> errands = new ArrayList<>();
    List<Target> unknown = new ArrayList<>();
    int enabled = 0;
    for (Target target : roster.targets()) {
      Track track = roster.track(forms.name(), target.zone());
      List<Reading> usable = usable(target, forms, track);
      track.off(usable.isEmpty());
      if (track.isOff()) {
        progress(roster).stopped(track.name());
        continue;
      }
      enabled++;
      if (!track.isInFlight() && track.watermark().isEmpty()) {
        unknown.add(target);
      } else if (!track.isInFlight()) {
        errand(roster, forms, usable, target, track).ifPresent(errands::add);
      }
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(roster.account().id(), kind.name(), forms.name()),
        roster.part(),
        enabled);
    send(errands);
    lookUp(roster, forms, unknown);
  }

  /** The nodes of a source that are open to a zone, in the best form that has any. */
  private List<Reading> usable(Target target, SourceForms forms, Track track) {
    return forms.usable(node -> {
      String name = node.source().name();
      boolean allowed = target.limits(node.source().dataset()).allow(node.shape());
      if (!allowed) {
        track.pardon(name);
      }
      return allowed && !track.isRefused(name, time.seconds());
    });
  }

  /** What to ask of a zone whose counters are known; empty when nothing is due. */
  private Optional<Errand> errand(
      Roster roster, SourceForms forms, List<Reading> usable, Target target, Track track) {
    DatasetLimits limits = track.limits(limits(target, usable));
    long watermark = track.watermark().orElseThrow();
    Horizon horizon = pace().horizon(forms.granularity(), limits);
    boolean due = !track.isPostponed(time.seconds())
        && horizon.isDue(watermark, pace().patience(track.isIdle(), horizon));
    Ask.Want want = new Ask.Want(
        target.zone(),
        target.credential(),
        watermark,
        track.cap(),
        limits,
        target.rules(),
        track::keys);
    return due ? Optional.of(new Errand(roster, forms, usable, want, track)) : Optional.empty();
  }

  /** What holds for every node that is asked for the same window. */
  private static DatasetLimits limits(Target target, List<Reading> nodes) {
    return nodes.stream()
        .map(node -> target.limits(node.source().dataset()))
        .reduce(DatasetLimits::narrower)
        .orElse(DatasetLimits.UNKNOWN);
  }

  /** Reads where targets stand, and asks for what is due of all of them at once. */
  private void lookUp(Roster roster, SourceForms forms, List<Target> targets) {
    List<LookUp> lookUps = targets.stream()
        .map(target -> lookUp(roster, target, roster.track(forms.name(), target.zone())))
        .toList();
    Future.join(lookUps.stream().map(LookUp::load).toList()).onComplete(all -> {
      List<Errand> errands = new ArrayList<>();
      lookUps.forEach(one -> lookedUp(roster, forms, one).ifPresent(errands::add));
      send(errands);
    });
  }

  private LookUp lookUp(Roster roster, Target target, Track track) {
    track.inFlight(true);
    return new LookUp(target, track, counters.load(settling.key(roster, track)));
  }

  /** Continues from the stored counters, or begins one step before the end of the newest window. */
  private Optional<Errand> lookedUp(Roster roster, SourceForms forms, LookUp done) {
    Future<Optional<Totals>> load = done.load();
    Target target = done.target();
    Track track = done.track();
    track.inFlight(false);
    if (load.failed()) {
      logger.warn(
          "counters could not be read, counting of them waits: query={} cause=\"{}\"",
          kind.name(),
          load.cause().getMessage());
      return Optional.empty();
    }
    List<Reading> usable = usable(target, forms, track);
    long start = pace().horizon(forms.granularity(), limits(target, usable)).start();
    track.standsAt(load.result().map(Totals::watermark).orElse(start));
    load.result().ifPresent(totals -> totals.movedAt().ifPresent(track::lastMoved));
    if (!roster.knows(track)) {
      return Optional.empty();
    }
    load.result().ifPresent(totals -> display.load(roster, track.cell(), totals));
    return usable.isEmpty() ? Optional.empty() : errand(roster, forms, usable, target, track);
  }

  /** Zones that are asked for the same nodes share a question. */
  private void send(List<Errand> errands) {
    Map<List<String>, List<Errand>> byNodes = new LinkedHashMap<>();
    for (Errand errand : errands) {
      List<String> nodes =
          errand.readings().stream().map(node -> node.source().name()).toList();
      byNodes.computeIfAbsent(nodes, n -> new ArrayList<>()).add(errand);
    }
    byNodes.values().forEach(this::sendTogether);
  }

  private void sendTogether(List<Errand> errands) {
    Map<String, Errand> byZone = new HashMap<>();
    errands.forEach(errand -> byZone.put(errand.want().zone(), errand));
    errands.forEach(errand -> errand.track().inFlight(true));
    Roster roster = errands.get(0).roster();
    List<Reading> readings = errands.get(0).readings();
    List<Ask.Want> wants = errands.stream().map(Errand::want).toList();
    Ask ask = new Ask(roster.account().id(), roster.part(), kind.name(), readings, wants);
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
    if (!track.isInFlight()) {
      target(done)
          .flatMap(target -> {
            List<Reading> usable = usable(target, done.forms(), track);
            return usable.isEmpty()
                ? Optional.<Errand>empty()
                : errand(done.roster(), done.forms(), usable, target, track);
          })
          .ifPresent(next -> send(List.of(next)));
    }
  }

  /** Whether a source may be asked for in any form where it has just been asked for. */
  boolean isOpen(Errand done) {
    return target(done)
        .filter(target -> !usable(target, done.forms(), done.track()).isEmpty())
        .isPresent();
  }

  private static Optional<Target> target(Errand done) {
    return done.roster().targets().stream()
        .filter(target -> target.zone().equals(done.want().zone()))
        .findFirst();
  }

  private Pace pace() {
    return new Pace(settings.get(), time.seconds());
  }

  private Progress progress(Roster roster) {
    return telemetry.progress(roster.account().id(), kind.name());
  }
}
