package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.QUERY_KINDS;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.bus.KindsChanged;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.catalog.live.CurrentCatalog;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.RestCalls;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.runtime.Turns;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: knows its zones, their rules and limits, and tells every query kind, once a refresh
 * interval, which batches to bring up to date.
 */
public final class AccountVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(AccountVerticle.class);
  private final CurrentCatalog catalog;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Readers readers;
  private final Telemetry telemetry;
  private final Fragments fragments;
  private final SharedBatches batches;
  private volatile AccountView account;
  private volatile String name;
  private volatile boolean stopped;
  private volatile boolean gone;
  private AccountZones zones;
  private RuleBook rules;
  private LimitsBook limits;
  private BatchDispatch dispatcher;
  private DispatchSchedule schedule;
  private long tickedAt;
  private long timer;

  /** @param name as Cloudflare has it; the view's label is what series show of it */
  public AccountVerticle(
      AccountView account,
      String name,
      NodeContext nodeContext,
      Readers readers,
      Telemetry telemetry) {
    this.account = account;
    this.name = name;
    this.catalog = nodeContext.catalog();
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.readers = readers;
    this.telemetry = telemetry;
    this.fragments = nodeContext.member().fragments();
    this.batches = new SharedBatches(nodeContext.member().directory(), account.id());
  }

  @Override
  public Future<?> start() {
    String id = account.id();
    Rest rest = RestCalls.of(vertx, time, readers, id);
    rules = new RuleBook(rest, id);
    limits = new LimitsBook(vertx, time, readers, id, catalog::kinds);
    zones = zones();
    dispatcher = new BatchDispatch(
        vertx,
        catalog,
        new TargetFactory(id, readers, limits, rules, time),
        batches,
        () -> stopped);
    schedule = new DispatchSchedule(time, this::dispatch);
    return fragments
        .beginEpoch(account.id())
        .compose(begun -> batches.restore())
        .compose(restored -> {
          tick();
          return Future.all(
              vertx
                  .eventBus()
                  .localConsumer(CredentialsChanged.ADDRESS, this::credentialsChanged)
                  .completion(),
              SettingsChanged.listen(vertx.eventBus(), this::settingsChanged),
              KindsChanged.listen(vertx.eventBus(), this::tickSoon));
        });
  }

  private AccountZones zones() {
    String id = account.id();
    return new AccountZones(
        new AccountZones.Standing(() -> account, () -> name, () -> gone, () -> stopped),
        new ZoneBook(
            credential -> RestCalls.of(vertx, time, credential, id), readers, id, settings, time),
        limits,
        batches,
        new MissingPermissions(readers, time, id),
        new ZoneInfo(fragments),
        settings,
        telemetry);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** The account is called otherwise now; its counters go on under the new name. */
  void rename(AccountView view, String newName) {
    account = view;
    name = newName;
  }

  /** Nothing is asked of an account that is gone, while its counters are kept. */
  void gone(boolean isGone) {
    gone = isGone;
  }

  private void tick() {
    if (stopped) {
      return;
    }
    tickedAt = time.millis();
    if (!gone) {
      zones.listIfStale(this::zonesListed);
      refreshLimits();
    }
    schedule.now();
    if (!gone && rules.lacks(zones.open())) {
      readRules();
    }
    planTick();
  }

  /** Another credential may be let in where the former was not, and is not kept waiting. */
  private void credentialsChanged(Message<CredentialsChanged> message) {
    zones.doubt();
    limits.doubt();
    tickSoon();
  }

  private void tickSoon() {
    if (!stopped) {
      time.cancel(timer);
      timer = time.after(1, this::tick);
    }
  }

  private void planTick() {
    long interval = settings.get().get(METRIC_REFRESH_INTERVAL).toMillis();
    timer = time.after(Math.max(1, tickedAt + interval - time.millis()), this::tick);
  }

  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(METRIC_REFRESH_INTERVAL) && !stopped) {
      time.cancel(timer);
      planTick();
    }
    if (!change.newlyAllowed().isEmpty() || change.concerns(QUERY_KINDS)) {
      readRules();
    }
  }

  private void zonesListed(ZoneBook.News news) {
    limits.retain(news.zones());
    limits.doubt(news.replanned());
    zones
        .sort()
        .onSuccess(sorted -> {
          readRules();
          refreshLimits();
        })
        .onFailure(cause -> failed("zones could not be sorted", cause));
  }

  private void readRules() {
    if (TargetFactory.needRules(catalog.kinds(), settings.get().get(METRICS_DENYLIST))) {
      rules
          .refresh(zones.ids(), zones.gone(), time.millis())
          .onSuccess(done -> schedule.soon())
          .onFailure(cause -> failed("rule names could not be read", cause));
    }
  }

  private void refreshLimits() {
    dispatchAfter(limits.refreshAccount());
    List<Set<String>> zonesByBatch = batches.graphql();
    Turns.each(
            zonesByBatch.size(),
            () -> stopped,
            batch -> dispatchAfter(limits.refresh(zonesByBatch.get(batch))))
        .onFailure(cause -> failed("limits could not be read", cause));
  }

  /** An answer that has to be waited for brings something new to dispatch. */
  private void dispatchAfter(Future<Void> asked) {
    if (!asked.isComplete()) {
      asked
          .onSuccess(done -> schedule.soon())
          .onFailure(cause -> failed("limits could not be read", cause));
    }
  }

  /** What fails while the verticle stops was abandoned. */
  private void failed(String what, Throwable cause) {
    if (!stopped) {
      logger.error("{}: account={}", what, account.id(), cause);
    }
  }

  private Future<Void> dispatch() {
    return stopped
        ? Future.succeededFuture()
        : dispatchAll().otherwise(cause -> {
          failed("batches could not be dispatched", cause);
          return null;
        });
  }

  private Future<Void> dispatchAll() {
    if (!zones.isKnown()) { // the former owner's batches stay as they are
      dispatcher.sendAccount(account);
      return Future.succeededFuture();
    }
    return zones
        .sort()
        .compose(sorted -> dispatcher.sendAll(account, sorted.labels(), zones.isOpen()));
  }
}
