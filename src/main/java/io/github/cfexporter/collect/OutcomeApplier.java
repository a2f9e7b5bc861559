package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Delta;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.FailureLog;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the outcome of one update: windows are added, and troubles told. */
final class OutcomeApplier {
  private static final Logger logger = LoggerFactory.getLogger(OutcomeApplier.class);

  private final GraphqlKind kind;
  private final Time time;
  private final Counters counters;
  private final Telemetry telemetry;
  private final FragmentPublisher publisher;
  private final WindowTerms terms;
  private final Auditor auditor;
  private final Consumer<SourceUpdate> continuation;
  private final CappedSeries cappedSeries;
  private final FailureLog troubles = new FailureLog(logger);
  private final LossLog losses;
  private final RefusalApplier refusals;

  /**
   * @param isOpen whether the source may be asked for in any form
   * @param continuation asks again at once, if something is due
   */
  OutcomeApplier(
      GraphqlKind kind,
      NodeContext nodeContext,
      Readers readers,
      Telemetry telemetry,
      FragmentPublisher publisher,
      RemoteWrite remote,
      Auditor auditor,
      Predicate<SourceUpdate> isOpen,
      Consumer<SourceUpdate> continuation) {
    this.kind = kind;
    this.time = nodeContext.time();
    this.counters = nodeContext.member().counters();
    this.telemetry = telemetry;
    this.publisher = publisher;
    this.terms = new WindowTerms(nodeContext, publisher.newSeries(), remote);
    this.auditor = auditor;
    this.continuation = continuation;
    this.cappedSeries = new CappedSeries(kind.name(), time, telemetry, nodeContext.settings());
    this.losses = new LossLog(kind.name(), telemetry);
    this.refusals =
        new RefusalApplier(kind.name(), time, readers, telemetry, troubles, isOpen, continuation);
  }

  void settle(SourceUpdate update, Asked.Outcome outcome) {
    update.cursor().endRequest();
    if (update.isObsolete()) {
      progress(update).stopped(update.cursor().name());
      return; // its counters went with the zone, and must not come back
    }
    if (outcome instanceof Asked.Apart apart) {
      apart
          .cause()
          .ifPresent(cause -> progress(update).failed(update.cursor().name(), cause.getMessage()));
      continuation.accept(update);
    } else if (outcome instanceof Asked.Fetched fetched) {
      settle(update, fetched.having(whole(update, fetched)));
    } else if (outcome instanceof Asked.Refused refused) {
      telemetry.fetched(kind.name(), "refused");
      refusals.refused(update, refused);
    } else if (outcome instanceof Asked.NotInSchema missing) {
      telemetry.fetched(kind.name(), "refused");
      refusals.notInSchema(update, missing);
    } else if (outcome instanceof Asked.Failed failed) {
      telemetry.fetched(kind.name(), "failed");
      progress(update).failed(update.cursor().name(), failed.cause().getMessage());
      troubles.arose(update.where(), failed.cause());
    }
  }

  /** What of the source is not in its form, and gauges of one usual window. */
  private Delta whole(SourceUpdate update, Asked.Fetched fetched) {
    return update.forms().whole(fetched.delta()).per(terms.usual(update), fetched.window());
  }

  private void settle(SourceUpdate update, Asked.Fetched fetched) {
    boolean sound = fetched.damage().isEmpty();
    telemetry.fetched(kind.name(), sound ? "success" : "failed");
    if (sound && update.cursor().refusedNodes().endsTrial(update.nodes())) {
      continuation.accept(update);
    } else if (sound) {
      update.cursor().sound(update.nodes());
      fetched(update, fetched);
    } else {
      damaged(update, fetched, fetched.damage().get());
    }
  }

  private void fetched(SourceUpdate update, Asked.Fetched fetched) {
    SourceCursor cursor = update.cursor();
    if (fetched.full() && fetched.window().seconds() > update.granularity()) {
      if (fetched.window().seconds() > terms.usual(update) || !refusals.giveUpMinutes(update)) {
        cursor.learnt().narrow(fetched.window(), update.granularity());
      }
      continuation.accept(update);
      return;
    }
    if (fetched.full()) {
      losses.truncated(update);
    } else {
      cursor.learnt().widen();
    }
    add(update, fetched, 0);
  }

  /** Tries again; in the end counts what can be read of the window, and tells of the rest as lost. */
  private void damaged(SourceUpdate update, Asked.Fetched readable, CloudflareException damage) {
    Window window = readable.window();
    telemetry.error(update.account(), damage);
    if (update.cursor().triesDamagedAgain(window, terms.usual(update))) {
      progress(update).failed(update.cursor().name(), damage.getMessage());
      troubles.arose(update.where(), damage);
    } else {
      add(update, readable, window.seconds());
    }
  }

  /** @param damagedSeconds of the window, of which not everything could be read */
  private void add(SourceUpdate update, Asked.Fetched fetched, long damagedSeconds) {
    update.cursor().beginRequest();
    publisher
        .kept(update, fetched.delta())
        .onSuccess(delta -> apply(update, fetched.having(delta), damagedSeconds))
        .onFailure(cause -> {
          update.cursor().endRequest();
          logger.error("a window could not be prepared: query={}", kind.name(), cause);
        });
  }

  private void apply(SourceUpdate update, Asked.Fetched fetched, long damagedSeconds) {
    SourceCursor cursor = update.cursor();
    Retention kept = terms.kept(update, fetched.window().to());
    counters
        .apply(
            cursor.sourceZone(),
            update.request().watermark(),
            fetched.window(),
            fetched.delta(),
            kept,
            cursor.known())
        .onComplete(told -> cursor.endRequest())
        .onSuccess(applied -> {
          if (applied.outcome() == Applied.Outcome.ADDED) {
            losses.damaged(update, damagedSeconds);
            if (cursor.refusedNodes().isWithoutAny(update.nodes())) { // the log says which
              progress(update).lost(fetched.window().seconds());
            }
          }
          applied(update, fetched, applied, kept);
        })
        .onFailure(cause -> logger.error(
            "a window could not be added; it is fetched again: query={}", kind.name(), cause));
  }

  private void applied(
      SourceUpdate update, Asked.Fetched fetched, Applied applied, Retention kept) {
    if (update.isObsolete()) {
      return;
    }
    SourceCursor cursor = update.cursor();
    cursor.counted();
    cursor.hadRows(fetched.window(), fetched.rows());
    if (applied.outcome() == Applied.Outcome.ADDED) {
      cursor.moveTo(applied.watermark(), applied.version());
      added(update, fetched, applied, kept);
    } else {
      cursor.lookUpAgain(); // somebody else has counted: what is shown must be what is stored
    }
    progress(update).watermark(cursor.name(), applied.watermark() + terms.patience(update));
    progress(update).succeeded(cursor.name(), time.millis(), fetched.rows());
    if (!cursor.sourceZone().zone().isEmpty()) {
      telemetry.zoneProcessed(update.account(), cursor.sourceZone().zone());
    }
    troubles.ended(update.where());
    continuation.accept(update);
  }

  private void added(SourceUpdate update, Asked.Fetched fetched, Applied applied, Retention kept) {
    update.cursor().showGauges(terms.gaugesEnd(update, applied.watermark()));
    auditor.added(update, fetched);
    progress(update).window(update.cursor().name(), fetched.window().seconds());
    cappedSeries.note(update, kept, applied.redirected());
    Retention shown = publisher
        .newSeries()
        .added(update.batch(), update.cursor().sourceZone(), fetched.window().to(), kept);
    publisher.add(update, fetched, shown, dropped -> cappedSeries.noteMore(update, kept, dropped));
    losses.givenUp(update, fetched.lostSeconds());
    losses.refusedValues(update, fetched.refused() + applied.refused());
  }

  private Progress progress(SourceUpdate update) {
    return telemetry.progress(update.account(), kind.name());
  }
}
