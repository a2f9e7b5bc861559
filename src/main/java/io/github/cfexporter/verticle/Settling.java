package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.SERIES_TTL;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.CloudflareException.Code;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cluster.CounterKey;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.settings.Settings;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the outcome of one errand: windows are added, refusals learnt, troubles told. */
final class Settling {
  private static final Logger logger = LoggerFactory.getLogger(Settling.class);

  /** Plans rarely change; permissions are mended by somebody who then waits for the result. */
  private static final long REFUSED_SECONDS = 3600;

  private static final long UNEXPLAINED_SECONDS = 300;

  private final GraphqlKind kind;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Telemetry telemetry;
  private final Display display;
  private final Consumer<Errand> continuation;
  private final Troubles troubles = new Troubles(logger);

  /** @param continuation asks again at once, if something is due */
  Settling(
      GraphqlKind kind,
      Ground ground,
      Telemetry telemetry,
      Display display,
      Consumer<Errand> continuation) {
    this.kind = kind;
    this.settings = ground.settings();
    this.time = ground.time();
    this.counters = ground.member().counters();
    this.telemetry = telemetry;
    this.display = display;
    this.continuation = continuation;
  }

  void settle(Errand errand, Asked.Outcome outcome) {
    errand.track().inFlight(false);
    if (errand.isObsolete()) {
      progress(errand).stopped(errand.track().name());
      return; // its counters went with the zone, and must not come back
    }
    if (outcome instanceof Asked.Apart) {
      continuation.accept(errand);
    } else if (outcome instanceof Asked.Fetched fetched) {
      telemetry.fetched(kind.name(), "success");
      fetched(errand, fetched);
    } else if (outcome instanceof Asked.Refused refused) {
      telemetry.fetched(kind.name(), "refused");
      refused(errand, refused);
    } else if (outcome instanceof Asked.Failed failed) {
      telemetry.fetched(kind.name(), "failed");
      progress(errand).failed(errand.track().name(), failed.cause().getMessage());
      troubles.arose(errand.where(), failed.cause());
    }
  }

  private void refused(Errand errand, Asked.Refused refused) {
    Track track = errand.track();
    if (track.learn(refused.refusal(), refused.window(), errand.granularity())) {
      continuation.accept(errand);
      return;
    }
    boolean plan = refused.refusal().code() == Code.GRAPHQL_FIELD_ACCESS;
    long until = time.seconds() + (plan ? REFUSED_SECONDS : UNEXPLAINED_SECONDS);
    telemetry.error(errand.account(), refused.cause());
    if (refused.refusal().isEntitlement() || refused.refusal() instanceof Refusal.Schema) {
      track.off(true);
      track.refuse(until);
      progress(errand).stopped(track.name());
    } else {
      track.postpone(until);
    }
    progress(errand).failed(track.name(), refused.cause().getMessage());
    troubles.arose(errand.where(), refused.cause());
  }

  private void fetched(Errand errand, Asked.Fetched fetched) {
    Track track = errand.track();
    if (fetched.full() && fetched.window().seconds() > errand.granularity()) {
      track.narrow(fetched.window(), errand.granularity());
      continuation.accept(errand);
      return;
    }
    if (fetched.full()) {
      noteTruncation(errand);
    } else {
      track.widen();
    }
    track.inFlight(true);
    long idleBefore = idleBefore(fetched.window().to());
    counters
        .apply(
            key(errand.roster(), track),
            errand.want().watermark(),
            fetched.window(),
            fetched.delta(),
            idleBefore)
        .onComplete(told -> track.inFlight(false))
        .onSuccess(applied -> applied(errand, fetched, applied, idleBefore))
        .onFailure(cause -> logger.error(
            "a window could not be added; it is fetched again: query={}", kind.name(), cause));
  }

  private void applied(Errand errand, Asked.Fetched fetched, Applied applied, long idleBefore) {
    if (errand.isObsolete()) {
      return;
    }
    Track track = errand.track();
    track.counted();
    track.standsAt(applied.watermark());
    if (applied.outcome() == Applied.Outcome.ADDED) {
      display.add(errand, fetched, idleBefore);
      noteLoss(errand, fetched.lostSeconds());
    } else {
      reload(errand);
    }
    progress(errand).watermark(track.name(), applied.watermark());
    progress(errand).succeeded(track.name(), time.millis(), fetched.rows());
    if (!track.cell().zone().isEmpty()) {
      telemetry.zoneProcessed(errand.account(), track.cell().zone());
    }
    troubles.ended(errand.where());
    continuation.accept(errand);
  }

  /** Somebody else has counted: what is shown must be what is stored. */
  private void reload(Errand errand) {
    counters
        .load(key(errand.roster(), errand.track()))
        .onSuccess(stored -> stored.ifPresent(
            totals -> display.load(errand.roster(), errand.track().cell(), totals)))
        .onFailure(
            cause -> logger.error("counters could not be read: query={}", kind.name(), cause));
  }

  private void noteTruncation(Errand errand) {
    progress(errand).truncated();
    logger.warn(
        "rows are missing: a page was full and cannot be split further: query={} {}",
        kind.name(),
        errand.where());
  }

  private void noteLoss(Errand errand, long seconds) {
    if (seconds > 0) {
      progress(errand).lost(seconds);
      logger.warn(
          "time was given up, Cloudflare or maxBackfillSeconds does not reach back so far:"
              + " query={} {} seconds={}",
          kind.name(),
          errand.where(),
          seconds);
    }
  }

  private long idleBefore(long windowEnd) {
    long ttl = settings.get().get(SERIES_TTL).toSeconds();
    return ttl == 0 ? 0 : Math.max(0, windowEnd - ttl);
  }

  private Progress progress(Errand errand) {
    return telemetry.progress(errand.account(), kind.name());
  }

  CounterKey key(Roster roster, Track track) {
    return new CounterKey(
        roster.account().id(), kind.name(), track.cell().source(), track.cell().zone());
  }
}
