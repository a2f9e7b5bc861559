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
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.counting.Applied;
import io.github.cfexporter.counting.Horizon;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.Window;
import io.github.cfexporter.counting.series.Retention;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.FailureLog;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
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

/** What follows from the outcome of one update: windows are added, refusals learnt, troubles told. */
final class OutcomeApplier {
  private static final Logger logger = LoggerFactory.getLogger(OutcomeApplier.class);

  /** Plans rarely change; permissions are mended by somebody who then waits for the result. */
  private static final long REFUSED_SECONDS = 3600;

  private static final long UNEXPLAINED_SECONDS = 300;

  /** So long a source waits for one of its nodes that fails for no known reason. */
  private static final long HELD_UP_SECONDS = 3600;

  /** The gateway knows what the schema lacks, and answers without a call. */
  private static final long NOT_IN_SCHEMA_SECONDS = 60;

  private final GraphqlKind kind;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Counters counters;
  private final Readers readers;
  private final Telemetry telemetry;
  private final FragmentPublisher publisher;
  private final Predicate<SourceUpdate> isOpen;
  private final Consumer<SourceUpdate> continuation;
  private final CappedSeries cappedSeries;
  private final FailureLog troubles = new FailureLog(logger);
  private final Set<String> refusalsLogged = new HashSet<>();

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
      Predicate<SourceUpdate> isOpen,
      Consumer<SourceUpdate> continuation) {
    this.kind = kind;
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.counters = nodeContext.member().counters();
    this.readers = readers;
    this.telemetry = telemetry;
    this.publisher = publisher;
    this.isOpen = isOpen;
    this.continuation = continuation;
    this.cappedSeries = new CappedSeries(kind.name(), time, telemetry, settings);
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
      settle(update, fetched.having(update.forms().whole(fetched.delta())));
    } else if (outcome instanceof Asked.Refused refused) {
      telemetry.fetched(kind.name(), "refused");
      refused(update, refused);
    } else if (outcome instanceof Asked.NotInSchema missing) {
      telemetry.fetched(kind.name(), "refused");
      notInSchema(update, missing);
    } else if (outcome instanceof Asked.Failed failed) {
      telemetry.fetched(kind.name(), "failed");
      progress(update).failed(update.cursor().name(), failed.cause().getMessage());
      troubles.arose(update.where(), failed.cause());
    }
  }

  private void settle(SourceUpdate update, Asked.Fetched fetched) {
    boolean sound = fetched.damage().isEmpty();
    telemetry.fetched(kind.name(), sound ? "success" : "failed");
    if (sound) {
      update.cursor().sound();
      fetched(update, fetched);
    } else {
      damaged(update, fetched, fetched.damage().get());
    }
  }

  private void refused(SourceUpdate update, Asked.Refused refused) {
    SourceCursor cursor = update.cursor();
    if (cursor.learn(refused.refusal(), refused.window(), update.granularity())) {
      continuation.accept(update);
      return;
    }
    if (isLeftToAnother(update, refused.refusal())) {
      return; // the next refresh asks with another credential, from the same watermark
    }
    if (refused.refusal() instanceof Refusal.Unexplained
        && cursor.heldUp(time.seconds()) < HELD_UP_SECONDS) {
      holdUp(update, refused.cause());
      return;
    }
    boolean plan = refused.refusal().code() == Code.GRAPHQL_FIELD_ACCESS;
    long until = time.seconds() + (plan ? REFUSED_SECONDS : UNEXPLAINED_SECONDS);
    List<String> nodes = refusedNodes(update, refused);
    cursor.refuse(nodes, until);
    if (refused.refusal() instanceof Refusal.Unexplained) {
      cursor.goWithout(nodes);
    }
    telemetry.error(update.account(), refused.cause());
    if (isOpen.test(update)) {
      goOnWithout(update, refused.nodes(), refused.cause());
      return;
    }
    String why = refused.cause().getMessage();
    if (refused.refusal().isEntitlement() || refused.refusal() instanceof Refusal.Schema) {
      stop(update, why);
    } else {
      nodes.forEach(cursor::pardon);
      cursor.postpone(until);
      progress(update).failed(cursor.name(), why);
    }
    troubles.arose(update.where(), refused.cause());
  }

  /**
   * No window is counted without a node that fails for no known reason: that is most likely to pass,
   * and then all nodes go on from the same watermark.
   */
  private void holdUp(SourceUpdate update, CloudflareException cause) {
    telemetry.error(update.account(), cause);
    update.cursor().postpone(time.seconds() + UNEXPLAINED_SECONDS);
    progress(update).failed(update.cursor().name(), cause.getMessage());
    troubles.arose(update.where(), cause);
  }

  /** The gateway has told of it already, for it is the same in every zone. */
  private void notInSchema(SourceUpdate update, Asked.NotInSchema missing) {
    update.cursor().refuse(missing.nodes(), time.seconds() + NOT_IN_SCHEMA_SECONDS);
    if (isOpen.test(update)) {
      continuation.accept(update);
    } else {
      stop(update, missing.cause().getMessage());
    }
  }

  private void stop(SourceUpdate update, String why) {
    SourceCursor cursor = update.cursor();
    cursor.disable();
    progress(update).stopped(cursor.name());
    progress(update).failed(cursor.name(), why);
  }

  /**
   * Nodes that are of no use now: those that the zone may not use, which the other forms of the source
   * have nothing to do with, or else all of them.
   */
  private static List<String> refusedNodes(SourceUpdate update, Asked.Refused refused) {
    boolean whole = refused.refusal() instanceof Refusal.PathRefused;
    boolean some = whole
        || refused.refusal() instanceof Refusal.FieldRefused
        || refused.refusal() instanceof Refusal.TooManyFields
        || refused.refusal() instanceof Refusal.Schema
        || (refused.refusal() instanceof Refusal.Unexplained
            && update.readings().size() > 1);
    Set<String> datasets = update.readings().stream()
        .map(Reading::source)
        .filter(node -> refused.nodes().contains(node.name()))
        .map(Source::dataset)
        .collect(Collectors.toSet());
    return update.forms().nodes().stream()
        .map(Reading::source)
        .filter(node -> !some
            || refused.nodes().contains(node.name())
            || (whole && datasets.contains(node.dataset())))
        .map(Source::name)
        .toList();
  }

  /** What stands in for a node that was refused, or the other nodes, continue from the same watermark. */
  private void goOnWithout(SourceUpdate update, Set<String> nodes, CloudflareException cause) {
    logger.info(
        "a dataset is not open to a zone; what else there is of the source is asked for:"
            + " query={} {} nodes={} cause={}",
        kind.name(),
        update.where(),
        nodes,
        cause.getMessage());
    continuation.accept(update);
  }

  /** Whether the credential may not read this, and another one is there that has not been refused. */
  private boolean isLeftToAnother(SourceUpdate update, Refusal refusal) {
    boolean ofAccount = update.request().zone().isEmpty();
    boolean unauthorized = refusal instanceof Refusal.ZonesNotAuthorized
        || refusal instanceof Refusal.AccountNotAuthorized;
    return unauthorized
        && readers.refused(
            ofAccount ? Permission.ACCOUNT_ANALYTICS : Permission.ZONE_ANALYTICS,
            update.account(),
            update.request().zone(),
            update.request().credential(),
            time.millis());
  }

  private void fetched(SourceUpdate update, Asked.Fetched fetched) {
    SourceCursor cursor = update.cursor();
    if (fetched.full() && fetched.window().seconds() > update.granularity()) {
      cursor.narrow(fetched.window(), update.granularity());
      continuation.accept(update);
      return;
    }
    if (fetched.full()) {
      noteTruncation(update);
    } else {
      cursor.widen();
    }
    add(update, fetched, 0);
  }

  /** Tries again; in the end counts what can be read of the window, and tells of the rest as lost. */
  private void damaged(SourceUpdate update, Asked.Fetched readable, CloudflareException damage) {
    Window window = readable.window();
    telemetry.error(update.account(), damage);
    long usual =
        Horizon.step(update.granularity(), settings.get().get(TIME_WINDOW).toSeconds());
    if (update.cursor().triesDamagedAgain(window, usual)) {
      progress(update).failed(update.cursor().name(), damage.getMessage());
      troubles.arose(update.where(), damage);
    } else {
      add(update, readable, window.seconds());
    }
  }

  /** @param damagedSeconds of the window, of which not everything could be read */
  private void add(SourceUpdate update, Asked.Fetched fetched, long damagedSeconds) {
    SourceCursor cursor = update.cursor();
    cursor.beginRequest();
    Retention kept = kept(fetched.window().to());
    counters
        .apply(
            cursor.sourceZone(),
            update.request().watermark(),
            fetched.window(),
            fetched.delta(),
            kept)
        .onComplete(told -> cursor.endRequest())
        .onSuccess(applied -> {
          if (applied.outcome() == Applied.Outcome.ADDED) {
            noteDamage(update, damagedSeconds);
            if (cursor.isWithoutAny(
                time.seconds())) { // the log says which, whenever it is asked for
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
    cursor.moveTo(applied.watermark());
    cursor.hadRows(fetched.window(), fetched.rows());
    if (applied.outcome() == Applied.Outcome.ADDED) {
      cappedSeries.note(update, kept, applied.redirected());
      publisher.add(update, fetched, kept, dropped -> cappedSeries.noteMore(update, kept, dropped));
      noteLoss(update, fetched.lostSeconds());
      noteRefused(update, fetched.refused() + applied.refused());
    } else {
      reload(update);
    }
    progress(update).watermark(cursor.name(), applied.watermark() + patience(update));
    progress(update).succeeded(cursor.name(), time.millis(), fetched.rows());
    if (!cursor.sourceZone().zone().isEmpty()) {
      telemetry.zoneProcessed(update.account(), cursor.sourceZone().zone());
    }
    troubles.ended(update.where());
    continuation.accept(update);
  }

  /** Somebody else has counted: what is shown must be what is stored. */
  private void reload(SourceUpdate update) {
    counters
        .load(update.cursor().sourceZone())
        .onSuccess(stored -> stored.ifPresent(
            totals -> publisher.load(update.batch(), update.cursor().sourceZone(), totals)))
        .onFailure(
            cause -> logger.error("counters could not be read: query={}", kind.name(), cause));
  }

  private void noteTruncation(SourceUpdate update) {
    progress(update).truncated();
    logger.warn(
        "rows are missing: a page was full and cannot be split further: query={} {}",
        kind.name(),
        update.where());
  }

  private void noteLoss(SourceUpdate update, long seconds) {
    if (seconds > 0) {
      progress(update).lost(seconds);
      logger.warn(
          "time was given up, Cloudflare or maxBackfillSeconds does not reach back so far:"
              + " query={} {} seconds={}",
          kind.name(),
          update.where(),
          seconds);
    }
  }

  private void noteDamage(SourceUpdate update, long seconds) {
    if (seconds > 0) {
      progress(update).lost(seconds);
      logger.warn(
          "an answer stayed damaged; what it did not tell is lost: query={} {} seconds={}",
          kind.name(),
          update.where(),
          seconds);
    }
  }

  /** Logged once: what Cloudflare tells wrong it tells wrong in every window. */
  private void noteRefused(SourceUpdate update, int values) {
    if (values > 0) {
      progress(update).refused(values);
      String source = update.forms().name();
      if (refusalsLogged.add(update.account() + "/" + source)) {
        logger.warn(
            "values that no counter takes are left out (negative, with a fraction or too large);"
                + " further ones are only counted: query={} source={} {} values={}",
            kind.name(),
            source,
            update.where(),
            values);
      }
    }
  }

  /** An idle source is as fresh as its next window will make it, until that is overdue. */
  private long patience(SourceUpdate update) {
    WindowPolicy pace = new WindowPolicy(settings.get(), time.seconds());
    return pace.patience(
        update.cursor().isIdle(),
        pace.horizon(update.forms().granularity(), update.request().limits()));
  }

  /** The same for the stored and the shown copy. */
  private Retention kept(long windowEnd) {
    Settings now = settings.get();
    long ttl = now.get(SERIES_TTL).toSeconds();
    return new Retention(
        ttl == 0 ? 0 : Math.max(0, windowEnd - ttl), counters.mostSeries(now.get(MAX_SERIES)));
  }

  private Progress progress(SourceUpdate update) {
    return telemetry.progress(update.account(), kind.name());
  }
}
