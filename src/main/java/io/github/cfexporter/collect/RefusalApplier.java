package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.CloudflareException.Code;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.FailureLog;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from the refusal of one update: its limits are learnt, nodes that are of no use are left
 * out for a while, another credential takes its turn, or the source is stopped.
 */
final class RefusalApplier {
  private static final Logger logger = LoggerFactory.getLogger(RefusalApplier.class);

  /** Plans rarely change; permissions are mended by somebody who then waits for the result. */
  private static final long REFUSED_SECONDS = 3600;

  private static final long UNEXPLAINED_SECONDS = 300;

  /** So long a source waits for one of its nodes that fails for no known reason. */
  private static final long HELD_UP_SECONDS = 3600;

  /** The gateway knows what the schema lacks, and answers without a call. */
  private static final long NOT_IN_SCHEMA_SECONDS = 60;

  private final String query;
  private final Time time;
  private final Readers readers;
  private final Telemetry telemetry;
  private final FailureLog failureLog;
  private final Predicate<SourceUpdate> isOpen;
  private final Consumer<SourceUpdate> continuation;

  /**
   * Applies refusals of one query kind.
   *
   * @param failureLog told of what cannot be fetched; whoever adds windows tells it when that ends
   * @param isOpen whether the source may be asked for in any form
   * @param continuation asks again at once, if something is due
   */
  RefusalApplier(
      String query,
      Time time,
      Readers readers,
      Telemetry telemetry,
      FailureLog failureLog,
      Predicate<SourceUpdate> isOpen,
      Consumer<SourceUpdate> continuation) {
    this.query = query;
    this.time = time;
    this.readers = readers;
    this.telemetry = telemetry;
    this.failureLog = failureLog;
    this.isOpen = isOpen;
    this.continuation = continuation;
  }

  void refused(SourceUpdate update, Asked.Refused refused) {
    SourceCursor cursor = update.cursor();
    if (cursor.learnt().learn(refused.refusal(), refused.window(), update.granularity())) {
      continuation.accept(update);
      return;
    }
    if (isLeftToAnother(update, refused.refusal())) {
      return; // the next refresh asks with another credential, from the same watermark
    }
    if (refused.refusal() instanceof Refusal.Unexplained
        && cursor.refusedNodes().heldUp(time.seconds()) < HELD_UP_SECONDS) {
      holdUp(update, refused.cause());
    } else if (isUndivided(update, refused.nodes(), refused.refusal(), REFUSED_SECONDS)) {
      goOnUndivided(update, refused.nodes(), refused.cause());
    } else {
      leaveOut(update, refused);
    }
  }

  /**
   * A usual window has more rows by minute than a page takes. Its minutes are not asked for then, for a
   * while: with more calls than without receivers it would not be on time when the budget is scarce.
   *
   * @return false if they were not asked for in any case
   */
  boolean giveUpMinutes(SourceUpdate update) {
    List<String> nodes = OpenNodes.undivide(update, time.seconds() + REFUSED_SECONDS);
    if (!nodes.isEmpty()) {
      logger.info(
          "rows by minute do not fit a page, receivers get whole windows of them:"
              + " query={} {} nodes={}",
          query,
          update.where(),
          nodes);
    }
    return !nodes.isEmpty();
  }

  private boolean isUndivided(
      SourceUpdate update, Set<String> nodes, Refusal refusal, long seconds) {
    long now = time.seconds();
    return OpenNodes.undivide(update, nodes, refusal, now, now + seconds);
  }

  /** From the same watermark, with one sample a window for receivers. */
  private void goOnUndivided(SourceUpdate update, Set<String> nodes, CloudflareException cause) {
    logger.info(
        "rows may not be asked for their minute, receivers get whole windows of them:"
            + " query={} {} nodes={} cause={}",
        query,
        update.where(),
        nodes,
        cause.getMessage());
    continuation.accept(update);
  }

  private void leaveOut(SourceUpdate update, Asked.Refused refused) {
    SourceCursor cursor = update.cursor();
    boolean plan = refused.refusal().code() == Code.GRAPHQL_FIELD_ACCESS;
    long until = time.seconds() + (plan ? REFUSED_SECONDS : UNEXPLAINED_SECONDS);
    List<String> nodes = refusedNodes(update, refused);
    cursor.refusedNodes().refuse(nodes, until);
    if (refused.refusal() instanceof Refusal.Unexplained) {
      cursor.refusedNodes().goWithout(nodes, time.seconds());
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
      nodes.forEach(cursor.refusedNodes()::pardon);
      cursor.postpone(until);
      progress(update).failed(cursor.name(), why);
    }
    failureLog.arose(update.where(), refused.cause());
  }

  /**
   * No window is counted without a node that fails for no known reason: that is most likely to pass,
   * and then all nodes go on from the same watermark.
   */
  private void holdUp(SourceUpdate update, CloudflareException cause) {
    telemetry.error(update.account(), cause);
    update.cursor().postpone(time.seconds() + UNEXPLAINED_SECONDS);
    progress(update).failed(update.cursor().name(), cause.getMessage());
    failureLog.arose(update.where(), cause);
  }

  /** The gateway has told of it already, for it is the same in every zone. */
  void notInSchema(SourceUpdate update, Asked.NotInSchema missing) {
    if (isUndivided(update, missing.nodes(), new Refusal.Schema(), NOT_IN_SCHEMA_SECONDS)) {
      goOnUndivided(update, missing.nodes(), missing.cause());
      return;
    }
    update.cursor().refusedNodes().refuse(missing.nodes(), time.seconds() + NOT_IN_SCHEMA_SECONDS);
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
        query,
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

  private Progress progress(SourceUpdate update) {
    return telemetry.progress(update.account(), query);
  }
}
