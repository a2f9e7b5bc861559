package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.counting.Totals;
import io.github.cfexporter.counting.version.Version;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
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
final class WindowPlanner {
  private static final Logger logger = LoggerFactory.getLogger(WindowPlanner.class);

  private final GraphqlKind kind;
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Telemetry telemetry;
  private final FragmentPublisher publisher;
  private final OutcomeApplier outcomes;
  private final OpenNodes nodes;

  /** The counters of a target, on their way from where they are kept. */
  private record LookUp(Target target, SourceCursor cursor, Future<Optional<Totals>> load) {}

  /**
   * @param outcomes where the answers go
   * @param byMinute whether windows are to be taken apart into their minutes
   */
  WindowPlanner(
      GraphqlKind kind,
      NodeContext nodeContext,
      Telemetry telemetry,
      FragmentPublisher publisher,
      OutcomeApplier outcomes,
      boolean byMinute) {
    this.kind = kind;
    this.vertx = nodeContext.vertx();
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.counters = nodeContext.member().counters();
    this.telemetry = telemetry;
    this.publisher = publisher;
    this.outcomes = outcomes;
    this.nodes = new OpenNodes(time, byMinute);
  }

  /** Asks for what is due of one source; zones whose counters are not known yet are looked up. */
  void ask(AccountBatch batch, SourceForms forms) {
    List<SourceUpdate> updates = new ArrayList<>();
    List<Target> unknown = new ArrayList<>();
    int enabled = 0;
    for (Target target : batch.targets()) {
      SourceCursor cursor = batch.cursor(forms.name(), target.zone());
      List<Reading> usable = nodes.usable(target, forms, cursor);
      if (usable.isEmpty()) {
        cursor.disable();
        progress(batch).stopped(cursor.name());
        continue;
      }
      cursor.enable();
      enabled++;
      if (!cursor.isInFlight() && cursor.needsLookUp()) {
        unknown.add(target);
      } else if (!cursor.isInFlight()) {
        update(batch, forms, usable, target, cursor).ifPresent(updates::add);
      }
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(batch.account().id(), kind.name(), forms.name()),
        batch.batch(),
        enabled);
    send(updates);
    lookUp(batch, forms, unknown);
  }

  /** What to ask of a zone whose counters are known; empty when nothing is due. */
  private Optional<SourceUpdate> update(
      AccountBatch batch,
      SourceForms forms,
      List<Reading> usable,
      Target target,
      SourceCursor cursor) {
    DatasetLimits limits = cursor.learnt().limits(OpenNodes.limits(target, usable));
    long watermark = cursor.watermark().orElseThrow();
    Horizon horizon = policy().horizon(forms.timing(), limits);
    long patience = cursor.hasCounted() || cursor.isIdle()
        ? policy().patience(cursor.isIdle(), forms.timing(), horizon)
        : 0; // what is asked rarely shows at once
    boolean due = !cursor.isPostponed(time.seconds()) && horizon.isDue(watermark, patience);
    Ask.WindowRequest request = new Ask.WindowRequest(
        target.zone(),
        target.credential(),
        watermark,
        cursor.learnt().cap(),
        limits,
        target.rules(),
        cursor::keys);
    return due
        ? Optional.of(new SourceUpdate(batch, forms, usable, request, cursor))
        : Optional.empty();
  }

  /** Reads where targets stand, and asks for what is due of all of them at once. */
  private void lookUp(AccountBatch batch, SourceForms forms, List<Target> targets) {
    List<LookUp> lookUps = targets.stream()
        .map(target -> lookUp(target, batch.cursor(forms.name(), target.zone())))
        .toList();
    Future.join(lookUps.stream().map(LookUp::load).toList()).onComplete(all -> {
      List<SourceUpdate> updates = new ArrayList<>();
      lookUps.forEach(one -> lookedUp(batch, forms, one).ifPresent(updates::add));
      send(updates);
    });
  }

  private LookUp lookUp(Target target, SourceCursor cursor) {
    cursor.beginRequest();
    cursor.lookingUp();
    return new LookUp(target, cursor, counters.load(cursor.sourceZone()));
  }

  /** Continues from the stored counters, or begins one step before the end of the newest window. */
  private Optional<SourceUpdate> lookedUp(AccountBatch batch, SourceForms forms, LookUp done) {
    Future<Optional<Totals>> load = done.load();
    Target target = done.target();
    SourceCursor cursor = done.cursor();
    cursor.endRequest();
    if (load.failed()) {
      cursor.lookUpAgain();
      logger.warn(
          "counters could not be read, counting of them waits: query={} cause=\"{}\"",
          kind.name(),
          load.cause().getMessage());
      return Optional.empty();
    }
    List<Reading> usable = nodes.usable(target, forms, cursor);
    long start =
        policy().horizon(forms.timing(), OpenNodes.limits(target, usable)).start();
    cursor.moveTo(
        load.result().map(Totals::watermark).orElse(start),
        load.result().map(Totals::version).orElse(Version.startingAt(start)));
    load.result().ifPresent(totals -> totals.movedAt().ifPresent(cursor::lastMoved));
    if (!batch.knows(cursor)) {
      return Optional.empty();
    }
    load.result().ifPresent(totals -> publisher.load(batch, cursor.sourceZone(), totals));
    return usable.isEmpty() ? Optional.empty() : update(batch, forms, usable, target, cursor);
  }

  /** Zones that are asked for the same nodes share a question. */
  private void send(List<SourceUpdate> updates) {
    Map<List<String>, List<SourceUpdate>> byNodes = new LinkedHashMap<>();
    for (SourceUpdate update : updates) {
      List<String> nodes = update.readings().stream().map(OpenNodes::asked).toList();
      byNodes.computeIfAbsent(nodes, n -> new ArrayList<>()).add(update);
    }
    byNodes.values().forEach(this::sendTogether);
  }

  private void sendTogether(List<SourceUpdate> updates) {
    Map<String, SourceUpdate> byZone = new HashMap<>();
    updates.forEach(update -> byZone.put(update.request().zone(), update));
    updates.forEach(update -> update.cursor().beginRequest());
    AccountBatch batch = updates.get(0).batch();
    List<Reading> readings = updates.get(0).readings();
    List<Ask.WindowRequest> requests =
        updates.stream().map(SourceUpdate::request).toList();
    Ask ask = new Ask(batch.account().id(), batch.batch(), kind.name(), readings, requests);
    vertx
        .eventBus()
        .<Asked>request(Ask.ADDRESS, ask, Messages.PATIENT)
        .onSuccess(reply -> reply
            .body()
            .outcomes()
            .forEach((zone, outcome) -> outcomes.settle(byZone.get(zone), outcome)))
        .onFailure(cause -> {
          updates.forEach(update -> update.cursor().endRequest());
          logger.error("the gateway did not answer: query={}", kind.name(), cause);
        });
  }

  /** A window that was cut short leaves more to fetch; no need to wait for the next refresh. */
  void continueWith(SourceUpdate done) {
    SourceCursor cursor = done.cursor();
    if (!cursor.isInFlight() && !cursor.needsLookUp()) {
      target(done)
          .flatMap(target -> {
            List<Reading> usable = nodes.usable(target, done.forms(), cursor);
            return usable.isEmpty()
                ? Optional.<SourceUpdate>empty()
                : update(done.batch(), done.forms(), usable, target, cursor);
          })
          .ifPresent(next -> send(List.of(next)));
    }
  }

  /** Whether a source may be asked for in any form where it has just been asked for. */
  boolean isOpen(SourceUpdate done) {
    return target(done)
        .filter(target -> !nodes.usable(target, done.forms(), done.cursor()).isEmpty())
        .isPresent();
  }

  private static Optional<Target> target(SourceUpdate done) {
    return done.batch().targets().stream()
        .filter(target -> target.zone().equals(done.request().zone()))
        .findFirst();
  }

  private WindowPolicy policy() {
    return new WindowPolicy(settings.get(), time.seconds());
  }

  private Progress progress(AccountBatch batch) {
    return telemetry.progress(batch.account().id(), kind.name());
  }
}
