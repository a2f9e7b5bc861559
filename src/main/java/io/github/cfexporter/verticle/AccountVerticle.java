package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.accounts.Readers;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cloudflare.Rest;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.cluster.Fragments;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.Collection;
import java.util.HashSet;
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
  private static final long JOIN_MILLIS = 20;

  private final List<GraphqlKind> graphqlKinds;
  private final List<RestKind> restKinds;
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
  private ZoneBook book;
  private ZoneList zones = ZoneList.EMPTY;
  private RuleBook rules;
  private LimitsBook limits;
  private Targeting targeting;
  private MissingPermissions missing;
  private long tickedAt;
  private long timer;
  private boolean dispatchPlanned;

  /** @param name as Cloudflare has it; the view's label is what series show of it */
  public AccountVerticle(
      AccountView account,
      String name,
      List<GraphqlKind> graphqlKinds,
      List<RestKind> restKinds,
      Ground ground,
      Readers readers,
      Telemetry telemetry) {
    this.account = account;
    this.name = name;
    this.graphqlKinds = graphqlKinds;
    this.restKinds = restKinds;
    this.settings = ground.settings();
    this.time = ground.time();
    this.readers = readers;
    this.telemetry = telemetry;
    this.fragments = ground.member().fragments();
    this.batches = new SharedBatches(ground.member().directory(), account.id());
  }

  @Override
  public Future<?> start() {
    String id = account.id();
    Rest rest = RestCalls.of(vertx, time, readers, id);
    book = new ZoneBook(
        credential -> RestCalls.of(vertx, time, credential, id), readers, id, settings, time);
    rules = new RuleBook(rest, id);
    limits = new LimitsBook(vertx, time, readers, id, graphqlKinds);
    missing = new MissingPermissions(readers, time, id);
    targeting = new Targeting(id, readers, limits, rules, time);
    return fragments
        .beginReign(account.id())
        .compose(begun -> batches.restore())
        .compose(restored -> {
          tick();
          return Future.all(
              vertx
                  .eventBus()
                  .localConsumer(CredentialsChanged.ADDRESS, this::credentialsChanged)
                  .completion(),
              SettingsChanged.listen(vertx.eventBus(), this::settingsChanged));
        });
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
      listZonesIfStale();
      refreshLimits();
    }
    dispatch();
    if (!gone && rules.lacks(rulesOf())) {
      readRules();
    }
    planTick();
  }

  /** Another credential may be let in where the former was not, and is not kept waiting. */
  private void credentialsChanged(Message<CredentialsChanged> message) {
    book.doubt();
    limits.doubt();
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
    if (!change.newlyAllowed().isEmpty()) {
      readRules();
    }
  }

  private void listZonesIfStale() {
    if (book.isStale()) {
      book.list().onSuccess(this::zonesListed).onFailure(told -> report());
    }
  }

  private void zonesListed(ZoneBook.News news) {
    limits.retain(news.zones());
    limits.doubt(news.replanned());
    sortZones();
    readRules();
    refreshLimits();
  }

  private void sortZones() {
    zones = book.sorted(isAccountKindsOnly());
    Set<String> closed = new HashSet<>(book.gone());
    if (gone) {
      closed.addAll(zones.collectedIds());
      closed.add(LimitsBook.ACCOUNT);
    }
    limits.gone(closed);
    batches.assign(zones.collectedIds());
    report();
  }

  private List<String> rulesOf() {
    return without(book.gone(), zones.collectedIds());
  }

  /** Nothing is asked about zones that are gone, though their counters are kept. */
  private List<String> without(Set<String> closed, Collection<String> ids) {
    return ids.stream().filter(zone -> !gone && !closed.contains(zone)).toList();
  }

  private void readRules() {
    boolean wanted =
        graphqlKinds.stream().anyMatch(kind -> isWanted(kind) && Targeting.needsRules(kind));
    if (wanted) {
      rules
          .refresh(zones.collectedIds(), book.gone(), time.millis())
          .onSuccess(done -> dispatchSoon())
          .onFailure(cause -> failed("rule names could not be read", cause));
    }
  }

  private void refreshLimits() {
    dispatchAfter(limits.refreshAccount());
    for (Set<String> batch : batches.graphql()) {
      dispatchAfter(limits.refresh(batch));
    }
  }

  /** An answer that has to be waited for brings something new to dispatch. */
  private void dispatchAfter(Future<Void> asked) {
    if (!asked.isComplete()) {
      asked
          .onSuccess(done -> dispatchSoon())
          .onFailure(cause -> failed("limits could not be read", cause));
    }
  }

  /** What fails while the verticle stops was abandoned. */
  private void failed(String what, Throwable cause) {
    if (!stopped) {
      logger.error("{}: account={}", what, account.id(), cause);
    }
  }

  /** Answers that come together are dispatched together: each dispatch looks at every zone. */
  private void dispatchSoon() {
    if (!dispatchPlanned && !stopped) {
      dispatchPlanned = true;
      time.after(JOIN_MILLIS, () -> {
        dispatchPlanned = false;
        dispatch();
      });
    }
  }

  private void dispatch() {
    if (stopped) {
      return;
    }
    boolean zonesKnown = book.isKnown(); // if not, the former owner's batches stay as they are
    if (zonesKnown) {
      sortZones();
    }
    for (GraphqlKind kind : graphqlKinds) {
      if (kind.scope() == Scope.ACCOUNT) {
        targeting.account().ifPresent(target -> send(kind, 0, List.of(target), true));
      } else if (zonesKnown) {
        dispatchBatches(kind);
      }
    }
    if (zonesKnown) {
      dispatchRest();
    }
  }

  private void dispatchBatches(GraphqlKind kind) {
    List<Set<String>> parts = batches.graphql();
    for (int part = 0; part < parts.size(); part++) {
      List<Target> ready = targeting.ready(kind, parts.get(part), zones.labels());
      send(kind, part, ready, ready.size() == parts.get(part).size());
    }
  }

  private void dispatchRest() {
    Set<String> closed = book.gone();
    int part = 0;
    for (Set<String> batch : batches.rest()) {
      List<Target> targets = Targeting.plain(without(closed, batch), zones.labels());
      for (RestKind kind : restKinds) {
        send(kind, part, targets, true);
      }
      part++;
    }
  }

  private void send(QueryKind kind, int part, List<Target> targets, boolean whole) {
    vertx
        .eventBus()
        .send(
            Collect.address(kind.name()),
            new Collect(account, part, targets, whole),
            Messages.LOCAL_ONLY);
  }

  /** A kind whose metrics are all denied is told of its zones, too, but does not fetch. */
  private boolean isWanted(QueryKind kind) {
    Set<String> denied = settings.get().get(METRICS_DENYLIST);
    return !kind.families().stream().map(Family::name).allMatch(denied::contains);
  }

  private boolean isAccountKindsOnly() {
    return AccountSelection.isAccountKindsOnly(account.id(), name, settings.get());
  }

  private void report() {
    ZoneList sorted = zones;
    boolean accountKindsOnly = isAccountKindsOnly();
    telemetry.zones(
        account.id(), () -> sorted.told(accountKindsOnly, settings.get(), limits::isClosed));
    if (book.isKnown()) {
      telemetry.conditions().strangers(account.id(), zones.strangers(settings.get()));
    }
    telemetry.account(new Telemetry.AccountState(
        account.id(),
        account.label(),
        name,
        zones.all().size(),
        zones.selected().size(),
        zones.skipped(limits::isClosed),
        book.problem(),
        missing.sentences(name, zones.labels())));
  }
}
