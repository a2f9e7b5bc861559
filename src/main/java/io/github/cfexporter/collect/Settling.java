package io.github.cfexporter.collect;

import static io.github.cfexporter.settings.Tunables.MAX_SERIES;
import static io.github.cfexporter.settings.Tunables.SERIES_TTL;
import static io.github.cfexporter.settings.Tunables.TIME_WINDOW;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.CloudflareException.Code;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cluster.CounterKey;
import io.github.cfexporter.cluster.Counters;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Retention;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.Troubles;
import io.github.cfexporter.gateway.document.Pace;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Ground;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What follows from the outcome of one errand: windows are added, refusals learnt, troubles told. */
final class Settling {
  private static final Logger logger = LoggerFactory.getLogger(Settling.class);

  /** Plans rarely change; permissions are mended by somebody who then waits for the result. */
  private static final long REFUSED_SECONDS = 3600;

  private static final long UNEXPLAINED_SECONDS = 300;

  /** The gateway knows what the schema lacks, and answers without a call. */
  private static final long NOT_IN_SCHEMA_SECONDS = 60;

  private final GraphqlKind kind;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Readers readers;
  private final Telemetry telemetry;
  private final Display display;
  private final Predicate<Errand> isOpen;
  private final Consumer<Errand> continuation;
  private final CappedSeries cappedSeries;
  private final Troubles troubles = new Troubles(logger);
  private final Set<String> refusalsLogged = new HashSet<>();

  /**
   * @param isOpen whether the source may be asked for in any form
   * @param continuation asks again at once, if something is due
   */
  Settling(
      GraphqlKind kind,
      Ground ground,
      Readers readers,
      Telemetry telemetry,
      Display display,
      Predicate<Errand> isOpen,
      Consumer<Errand> continuation) {
    this.kind = kind;
    this.settings = ground.settings();
    this.time = ground.time();
    this.counters = ground.member().counters();
    this.readers = readers;
    this.telemetry = telemetry;
    this.display = display;
    this.isOpen = isOpen;
    this.continuation = continuation;
    this.cappedSeries = new CappedSeries(kind.name(), time, telemetry, settings);
  }

  void settle(Errand errand, Asked.Outcome outcome) {
    errand.track().inFlight(false);
    if (errand.isObsolete()) {
      progress(errand).stopped(errand.track().name());
      return; // its counters went with the zone, and must not come back
    }
    if (outcome instanceof Asked.Apart apart) {
      apart
          .cause()
          .ifPresent(cause -> progress(errand).failed(errand.track().name(), cause.getMessage()));
      continuation.accept(errand);
    } else if (outcome instanceof Asked.Fetched fetched) {
      settle(errand, fetched.having(errand.forms().whole(fetched.delta())));
    } else if (outcome instanceof Asked.Refused refused) {
      telemetry.fetched(kind.name(), "refused");
      refused(errand, refused);
    } else if (outcome instanceof Asked.NotInSchema missing) {
      telemetry.fetched(kind.name(), "refused");
      notInSchema(errand, missing);
    } else if (outcome instanceof Asked.Failed failed) {
      telemetry.fetched(kind.name(), "failed");
      progress(errand).failed(errand.track().name(), failed.cause().getMessage());
      troubles.arose(errand.where(), failed.cause());
    }
  }

  private void settle(Errand errand, Asked.Fetched fetched) {
    boolean sound = fetched.damage().isEmpty();
    telemetry.fetched(kind.name(), sound ? "success" : "failed");
    if (sound) {
      errand.track().sound();
      fetched(errand, fetched);
    } else {
      damaged(errand, fetched, fetched.damage().get());
    }
  }

  private void refused(Errand errand, Asked.Refused refused) {
    Track track = errand.track();
    if (track.learn(refused.refusal(), refused.window(), errand.granularity())) {
      continuation.accept(errand);
      return;
    }
    if (isLeftToAnother(errand, refused.refusal())) {
      return; // the next refresh asks with another credential, from the same watermark
    }
    boolean plan = refused.refusal().code() == Code.GRAPHQL_FIELD_ACCESS;
    long until = time.seconds() + (plan ? REFUSED_SECONDS : UNEXPLAINED_SECONDS);
    List<String> nodes = refusedNodes(errand, refused);
    track.refuse(nodes, until);
    telemetry.error(errand.account(), refused.cause());
    if (isOpen.test(errand)) {
      goOnWithout(errand, refused.nodes(), refused.cause());
      return;
    }
    String why = refused.cause().getMessage();
    if (refused.refusal().isEntitlement() || refused.refusal() instanceof Refusal.Schema) {
      stop(errand, why);
    } else {
      nodes.forEach(track::pardon);
      track.postpone(until);
      progress(errand).failed(track.name(), why);
    }
    troubles.arose(errand.where(), refused.cause());
  }

  /** The gateway has told of it already, for it is the same in every zone. */
  private void notInSchema(Errand errand, Asked.NotInSchema missing) {
    errand.track().refuse(missing.nodes(), time.seconds() + NOT_IN_SCHEMA_SECONDS);
    if (isOpen.test(errand)) {
      continuation.accept(errand);
    } else {
      stop(errand, missing.cause().getMessage());
    }
  }

  private void stop(Errand errand, String why) {
    Track track = errand.track();
    track.off(true);
    progress(errand).stopped(track.name());
    progress(errand).failed(track.name(), why);
  }

  /**
   * Nodes that are of no use now: those that the zone may not use, which the other forms of the source
   * have nothing to do with, or else all of them.
   */
  private static List<String> refusedNodes(Errand errand, Asked.Refused refused) {
    boolean whole = refused.refusal() instanceof Refusal.PathRefused;
    boolean some = whole
        || refused.refusal() instanceof Refusal.FieldRefused
        || refused.refusal() instanceof Refusal.TooManyFields
        || refused.refusal() instanceof Refusal.Schema
        || (refused.refusal() instanceof Refusal.Unexplained
            && errand.readings().size() > 1);
    Set<String> datasets = errand.readings().stream()
        .map(Reading::source)
        .filter(node -> refused.nodes().contains(node.name()))
        .map(Source::dataset)
        .collect(Collectors.toSet());
    return errand.forms().nodes().stream()
        .map(Reading::source)
        .filter(node -> !some
            || refused.nodes().contains(node.name())
            || (whole && datasets.contains(node.dataset())))
        .map(Source::name)
        .toList();
  }

  /** What stands in for a node that was refused, or the other nodes, continue from the same watermark. */
  private void goOnWithout(Errand errand, Set<String> nodes, CloudflareException cause) {
    logger.info(
        "a dataset is not open to a zone; what else there is of the source is asked for:"
            + " query={} {} nodes={} cause={}",
        kind.name(),
        errand.where(),
        nodes,
        cause.getMessage());
    continuation.accept(errand);
  }

  /** Whether the credential may not read this, and another one is there that has not been refused. */
  private boolean isLeftToAnother(Errand errand, Refusal refusal) {
    boolean ofAccount = errand.want().zone().isEmpty();
    boolean unauthorized = refusal instanceof Refusal.ZonesNotAuthorized
        || refusal instanceof Refusal.AccountNotAuthorized;
    return unauthorized
        && readers.refused(
            ofAccount ? Permission.ACCOUNT_ANALYTICS : Permission.ZONE_ANALYTICS,
            errand.account(),
            errand.want().zone(),
            errand.want().credential(),
            time.millis());
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
    add(errand, fetched, 0);
  }

  /** Tries again; in the end counts what can be read of the window, and tells of the rest as lost. */
  private void damaged(Errand errand, Asked.Fetched readable, CloudflareException damage) {
    Window window = readable.window();
    telemetry.error(errand.account(), damage);
    long usual =
        Horizon.step(errand.granularity(), settings.get().get(TIME_WINDOW).toSeconds());
    if (errand.track().triesDamagedAgain(window, usual)) {
      progress(errand).failed(errand.track().name(), damage.getMessage());
      troubles.arose(errand.where(), damage);
    } else {
      add(errand, readable, window.seconds());
    }
  }

  /** @param damagedSeconds of the window, of which not everything could be read */
  private void add(Errand errand, Asked.Fetched fetched, long damagedSeconds) {
    Track track = errand.track();
    track.inFlight(true);
    Retention kept = kept(fetched.window().to());
    counters
        .apply(
            key(errand.roster(), track),
            errand.want().watermark(),
            fetched.window(),
            fetched.delta(),
            kept)
        .onComplete(told -> track.inFlight(false))
        .onSuccess(applied -> {
          if (applied.outcome() == Applied.Outcome.ADDED) {
            noteDamage(errand, damagedSeconds);
          }
          applied(errand, fetched, applied, kept);
        })
        .onFailure(cause -> logger.error(
            "a window could not be added; it is fetched again: query={}", kind.name(), cause));
  }

  private void applied(Errand errand, Asked.Fetched fetched, Applied applied, Retention kept) {
    if (errand.isObsolete()) {
      return;
    }
    Track track = errand.track();
    track.counted();
    track.standsAt(applied.watermark());
    track.hadRows(fetched.window(), fetched.rows());
    if (applied.outcome() == Applied.Outcome.ADDED) {
      cappedSeries.note(errand, kept, applied.redirected());
      display.add(errand, fetched, kept, dropped -> cappedSeries.noteMore(errand, kept, dropped));
      noteLoss(errand, fetched.lostSeconds());
      noteRefused(errand, fetched.refused() + applied.refused());
    } else {
      reload(errand);
    }
    progress(errand).watermark(track.name(), applied.watermark() + patience(errand));
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

  private void noteDamage(Errand errand, long seconds) {
    if (seconds > 0) {
      progress(errand).lost(seconds);
      logger.warn(
          "an answer stayed damaged; what it did not tell is lost: query={} {} seconds={}",
          kind.name(),
          errand.where(),
          seconds);
    }
  }

  /** Logged once: what Cloudflare tells wrong it tells wrong in every window. */
  private void noteRefused(Errand errand, int values) {
    if (values > 0) {
      progress(errand).refused(values);
      String source = errand.forms().name();
      if (refusalsLogged.add(errand.account() + "/" + source)) {
        logger.warn(
            "values that no counter takes are left out (negative, with a fraction or too large);"
                + " further ones are only counted: query={} source={} {} values={}",
            kind.name(),
            source,
            errand.where(),
            values);
      }
    }
  }

  /** An idle source is as fresh as its next window will make it, until that is overdue. */
  private long patience(Errand errand) {
    Pace pace = new Pace(settings.get(), time.seconds());
    return pace.patience(
        errand.track().isIdle(),
        pace.horizon(errand.forms().granularity(), errand.want().limits()));
  }

  /** The same for the stored and the shown copy. */
  private Retention kept(long windowEnd) {
    Settings now = settings.get();
    long ttl = now.get(SERIES_TTL).toSeconds();
    return new Retention(
        ttl == 0 ? 0 : Math.max(0, windowEnd - ttl), counters.mostSeries(now.get(MAX_SERIES)));
  }

  private Progress progress(Errand errand) {
    return telemetry.progress(errand.account(), kind.name());
  }

  CounterKey key(Roster roster, Track track) {
    return new CounterKey(
        roster.account().id(), kind.name(), track.cell().source(), track.cell().zone());
  }
}
