package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Collect;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Source;
import io.github.cfexporter.cluster.counters.Counters;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.collect.kind.KindVerticle;
import io.github.cfexporter.config.KindTerms;
import io.github.cfexporter.config.PerSettings;
import io.github.cfexporter.counting.SourceForms;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.remote.RemoteWrite;
import io.github.cfexporter.report.Progress;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One query kind over GraphQL: asks for the windows that are due, adds them to
 * the counters exactly once, and renders what has changed.
 */
public final class QueryKindVerticle extends KindVerticle {
  private static final Logger logger = LoggerFactory.getLogger(QueryKindVerticle.class);

  private final GraphqlKind kind;
  private final Counters counters;
  private final RemoteWrite remote;
  private final Supplier<Map<String, SourceForms>> forms;
  private final Map<String, Map<Integer, AccountBatch>> batches = new HashMap<>();
  private FragmentPublisher publisher;
  private OutcomeApplier outcomes;
  private WindowPlanner planner;
  private Auditor auditor;

  /** @param remote to whom the minutes of windows are sent */
  public QueryKindVerticle(
      GraphqlKind kind,
      NodeContext nodeContext,
      Readers readers,
      Telemetry telemetry,
      RemoteWrite remote) {
    super(kind, nodeContext, readers, telemetry);
    this.kind = kind;
    this.forms = new PerSettings<>(nodeContext.settings(), now -> new KindTerms(now).forms(kind));
    this.counters = nodeContext.member().counters();
    this.remote = remote;
  }

  @Override
  public Future<?> start() {
    publisher = new FragmentPublisher(kind, nodeContext, telemetry);
    auditor = new Auditor(kind.name(), nodeContext, telemetry);
    outcomes = new OutcomeApplier(
        kind,
        nodeContext,
        readers,
        telemetry,
        publisher,
        remote,
        auditor,
        done -> planner.isOpen(done),
        done -> planner.continueWith(done));
    planner = new WindowPlanner(kind, nodeContext, telemetry, publisher, outcomes, remote.isOn());
    Context here = context;
    counters.onJoined(place -> here.runOnContext(joined -> lookUpAgain(place)));
    return super.start();
  }

  @Override
  protected Future<Void> end(Optional<? extends QueryKind> successor) {
    List<AccountBatch> all =
        batches.values().stream().flatMap(some -> some.values().stream()).toList();
    batches.clear();
    return new KindRemoval(kind, nodeContext, telemetry)
        .remove(all, successor.map(GraphqlKind.class::cast));
  }

  @Override
  protected void collect(Collect collect) {
    AccountBatch batch = batches
        .computeIfAbsent(collect.account().id(), account -> new HashMap<>())
        .computeIfAbsent(collect.batch(), number -> newBatch(number, collect));
    batch.update(collect).forEach(cursor -> left(batch, cursor));
    publisher.dropGauges(batch, batch.endGauges(time.seconds()));
    if (batch.presentationChanged(publisher.families())) {
      publisher.refresh(batch);
    }
    kind.sources().forEach(source -> ask(batch, forms(source)));
    auditor.look(batch);
  }

  private AccountBatch newBatch(int number, Collect collect) {
    AccountBatch batch = new AccountBatch(kind, number, collect.account(), time.millis());
    MinuteSender.of(vertx, time, batch, remote, publisher).ifPresent(batch::sendBy);
    return batch;
  }

  private void ask(AccountBatch batch, SourceForms forms) {
    if (forms.isEmpty()) {
      abandon(batch, forms);
    } else {
      planner.ask(batch, forms);
    }
  }

  /** The other side of a split has counted what is not shown here. */
  private void lookUpAgain(SourceZone place) {
    if (place.kind().equals(kind.name())) {
      batches.getOrDefault(place.account(), Map.of()).values().stream()
          .map(batch -> batch.cursor(place))
          .flatMap(Optional::stream)
          .forEach(SourceCursor::lookUpAgain);
    }
  }

  /** What is on its way here is for nobody; the new owner asks for it, too. */
  @Override
  protected void release(String account) {
    counters.released(account, kind.name());
    Map<Integer, AccountBatch> released = batches.remove(account);
    if (released != null) {
      released.values().forEach(batch -> {
        batch.clear();
        batch.retire();
      });
    }
  }

  @Override
  protected void forget(String account) {
    Map<Integer, AccountBatch> gone = batches.remove(account);
    if (gone != null) {
      gone.values().forEach(batch -> {
        batch.clear().forEach(cursor -> left(batch, cursor));
        publisher.remove(batch);
      });
    }
  }

  /**
   * Denied metrics leave the totals at once, so that they begin at zero when they are allowed again,
   * even before their next window.
   */
  @Override
  protected void termsChanged(SettingsChanged change) {
    Set<String> denied = new HashSet<>(new KindTerms(change.now()).denied(kind));
    denied.removeAll(new KindTerms(change.before()).denied(kind));
    batches.values().stream().flatMap(batches -> batches.values().stream()).forEach(batch -> {
      for (Source source : kind.sources()) {
        deny(batch, forms(source), denied);
      }
      publisher.refresh(batch);
    });
  }

  private void deny(AccountBatch batch, SourceForms forms, Set<String> denied) {
    if (forms.isEmpty()) {
      abandon(batch, forms);
      return;
    }
    for (SourceCursor cursor : batch.cursors(forms.name())) {
      publisher.drop(batch, cursor.sourceZone(), denied);
      counters
          .drop(cursor.sourceZone(), denied)
          .onFailure(cause ->
              logger.error("denied metrics could not be dropped: query={}", kind.name(), cause));
    }
  }

  /** Nothing of the source is wanted: where it stood is forgotten, so no gap is made up for later. */
  private void abandon(AccountBatch batch, SourceForms forms) {
    String source = forms.name();
    for (Target target : batch.targets()) {
      batch.abandon(source, target.zone()).ifPresent(cursor -> {
        drop(batch, cursor);
        publisher.drop(batch, cursor.sourceZone());
      });
    }
    telemetry.sourceEnabled(
        new Telemetry.SourceKey(batch.account().id(), kind.name(), source), batch.batch(), 0);
    if (kind.sources().stream().map(this::forms).allMatch(SourceForms::isEmpty)) {
      progress(batch).disable();
    }
  }

  /** The zone is no longer collected. */
  private void left(AccountBatch batch, SourceCursor cursor) {
    telemetry.zoneGone(batch.account().id(), cursor.sourceZone().zone());
    drop(batch, cursor);
  }

  private void drop(AccountBatch batch, SourceCursor cursor) {
    progress(batch).stopped(cursor.name());
    counters
        .remove(cursor.sourceZone())
        .onFailure(cause -> logger.error(
            "counters that are no longer wanted could not be removed: query={} zone={}",
            kind.name(),
            cursor.sourceZone().zone(),
            cause));
  }

  private SourceForms forms(Source source) {
    return forms.get().get(source.name());
  }

  private Progress progress(AccountBatch batch) {
    return progress(batch.account().id());
  }
}
