package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.FREE_TIER_ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.METRICS_DENYLIST;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;
import static io.github.cfexporter.settings.Tunables.ZONE_LIST_CACHE_TTL;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.catalog.Label;
import io.github.cfexporter.catalog.QueryKind;
import io.github.cfexporter.catalog.Scope;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Rest;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.cloudflare.Zone;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.counting.RuleNames;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: knows its zones, their rules and limits, and tells every query kind, once a refresh
 * interval, which batches to bring up to date.
 */
public final class AccountVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(AccountVerticle.class);

  /** Rule names are waited for this long before firewall events are shown without them. */
  private static final long RULES_PATIENCE_MILLIS = 300_000;

  private final List<GraphqlKind> graphqlKinds;
  private final List<RestKind> restKinds;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Member member;
  private final Troubles troubles = new Troubles(logger);
  private final Batches paidBatches = new Batches();
  private final Batches allBatches = new Batches();
  private volatile AccountView account;
  private volatile String name;
  private List<Zone> listed = List.of();
  private Map<String, String> plans = Map.of();
  private ZoneList zones = ZoneList.EMPTY;
  private RuleBook rules;
  private LimitsBook limits;
  private Rest rest;
  private boolean listing;
  private Optional<Long> listedAt = Optional.empty();
  private long tickedAt;
  private long timer;
  private String problem = "";

  public AccountVerticle(
      AccountView account,
      String name,
      List<GraphqlKind> graphqlKinds,
      List<RestKind> restKinds,
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Member member) {
    this.account = account;
    this.name = name;
    this.graphqlKinds = graphqlKinds;
    this.restKinds = restKinds;
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.member = member;
  }

  @Override
  public Future<?> start() {
    rest = RestCalls.of(vertx, time, account.id());
    rules = new RuleBook(rest, account.id());
    limits = new LimitsBook(vertx, time, account.id(), graphqlKinds);
    return member
        .fragments()
        .beginReign(account.id())
        .compose(begun -> member.directory().get(batchesEntry()))
        .compose(text -> {
          text.ifPresent(this::restoreBatches);
          tick();
          return SettingsChanged.listen(vertx.eventBus(), this::settingsChanged);
        });
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private volatile boolean stopped;

  /** The account is called otherwise now; its counters go on under the new name. */
  void rename(AccountView view, String newName) {
    account = view;
    name = newName;
  }

  private void tick() {
    if (stopped) {
      return;
    }
    tickedAt = time.millis();
    listZonesIfStale();
    refreshLimits();
    dispatch();
    if (rules.lacks(zones.paidIds())) {
      readRules();
    }
    planTick();
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
    long ttl = settings.get().get(ZONE_LIST_CACHE_TTL).toMillis();
    if (listing || listedAt.filter(at -> time.millis() < at + ttl).isPresent()) {
      return;
    }
    listing = true;
    rest.zones(account.id())
        .onSuccess(this::zonesListed)
        .onFailure(cause -> notListed(cause))
        .onComplete(done -> listing = false);
  }

  private void zonesListed(List<Zone> found) {
    listedAt = Optional.of(time.millis());
    listed = found;
    problem = "";
    troubles.ended(listingPlace());
    Map<String, String> now =
        found.stream().collect(Collectors.toMap(Zone::id, Zone::planId, (a, b) -> a));
    limits.retain(now.keySet());
    limits.doubt(now.keySet().stream()
        .filter(zone -> !Objects.equals(plans.get(zone), now.get(zone)))
        .toList());
    plans = now;
    sortZones();
    readRules();
    refreshLimits();
  }

  private void notListed(Throwable cause) {
    problem = cause.getMessage();
    if (cause instanceof CloudflareException refusal) {
      if (!Door.isShutBy(refusal)) {
        troubles.arose(listingPlace(), refusal);
      }
    } else {
      logger.error("zones could not be listed: account={}", account.id(), cause);
    }
    report();
  }

  private void sortZones() {
    zones = ZoneList.of(account.id(), listed, settings.get());
    boolean paidChanged = paidBatches.assign(zones.paidIds());
    boolean allChanged = allBatches.assign(restZones());
    if (paidChanged || allChanged) {
      shareBatches();
    }
    report();
  }

  /** The next owner must keep zones in their batches, or a zone would be shown twice. */
  private void shareBatches() {
    String text = new JsonObject()
        .put("paid", paidBatches.toJson())
        .put("all", allBatches.toJson())
        .encode();
    member
        .directory()
        .put(batchesEntry(), text)
        .onFailure(
            cause -> logger.warn("batches could not be shared: account={}", account.id(), cause));
  }

  private void restoreBatches(String text) {
    JsonObject json = new JsonObject(text);
    paidBatches.restore(json.getJsonArray("paid"));
    allBatches.restore(json.getJsonArray("all"));
  }

  private String batchesEntry() {
    return "batches/" + account.id();
  }

  private List<String> restZones() {
    return isAccountKindsOnly()
        ? List.of()
        : zones.selected().stream().map(Zone::id).toList();
  }

  private void readRules() {
    boolean wanted = graphqlKinds.stream().anyMatch(kind -> isWanted(kind) && needsRules(kind));
    if (wanted) {
      rules
          .refresh(zones.paidIds(), time.millis())
          .onSuccess(done -> dispatch())
          .onFailure(cause ->
              logger.error("rule names could not be read: account={}", account.id(), cause));
    }
  }

  private void refreshLimits() {
    dispatchAfter(limits.refreshAccount());
    for (Set<String> batch : paidBatches.parts()) {
      dispatchAfter(limits.refresh(batch));
    }
  }

  /** An answer that has to be waited for brings something new to dispatch. */
  private void dispatchAfter(Future<Void> asked) {
    if (!asked.isComplete()) {
      asked
          .onSuccess(done -> dispatch())
          .onFailure(
              cause -> logger.error("limits could not be read: account={}", account.id(), cause));
    }
  }

  private void dispatch() {
    if (stopped) {
      return;
    }
    boolean zonesKnown =
        listedAt.isPresent(); // if not, the former owner's batches stay as they are
    if (zonesKnown) {
      sortZones();
    }
    for (GraphqlKind kind : graphqlKinds) {
      if (kind.scope() == Scope.ACCOUNT) {
        limits.ofAccount().ifPresent(told -> send(kind, 0, List.of(accountTarget(told)), true));
      } else if (zonesKnown) {
        dispatchBatches(kind);
      }
    }
    if (zonesKnown) {
      dispatchRest();
    }
  }

  private static Target accountTarget(Map<String, DatasetLimits> told) {
    return new Target("", "", told, RuleNames.NONE);
  }

  private void dispatchBatches(GraphqlKind kind) {
    List<Set<String>> parts = paidBatches.parts();
    for (int part = 0; part < parts.size(); part++) {
      List<Target> targets =
          parts.get(part).stream().flatMap(zone -> target(kind, zone).stream()).toList();
      send(kind, part, targets, targets.size() == parts.get(part).size());
    }
  }

  /** A zone that is ready to be asked about; empty while its limits or rule names are awaited. */
  private Optional<Target> target(GraphqlKind kind, String zone) {
    Optional<RuleNames> names = needsRules(kind) ? namesOf(zone) : Optional.of(RuleNames.NONE);
    return limits
        .of(zone)
        .flatMap(
            told -> names.map(known -> new Target(zone, zones.labels().get(zone), told, known)));
  }

  private Optional<RuleNames> namesOf(String zone) {
    boolean patient = time.millis() < rules.awaitedSince(zone) + RULES_PATIENCE_MILLIS;
    return rules.of(zone).or(() -> patient ? Optional.empty() : Optional.of(RuleNames.NONE));
  }

  private void dispatchRest() {
    List<Set<String>> parts = allBatches.parts();
    for (RestKind kind : restKinds) {
      for (int part = 0; part < parts.size(); part++) {
        send(kind, part, targets(parts.get(part)), true);
      }
    }
  }

  private List<Target> targets(Collection<String> batch) {
    return batch.stream()
        .map(zone -> new Target(zone, zones.labels().get(zone), Map.of(), RuleNames.NONE))
        .toList();
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
    return settings.get().get(FREE_TIER_ACCOUNTS).contains(account.id());
  }

  private void report() {
    ZoneList sorted = zones;
    telemetry.zones(account.id(), () -> sorted.told(account.id(), settings.get()));
    telemetry.account(new Telemetry.AccountState(
        account.id(),
        account.label(),
        name,
        zones.all().size(),
        zones.selected().size(),
        zones.free(),
        problem));
  }

  private String listingPlace() {
    return "zones of account=" + account.id();
  }

  private static boolean needsRules(GraphqlKind kind) {
    return kind.sources().stream()
        .flatMap(source -> source.metrics().stream())
        .flatMap(metric -> metric.labels().stream())
        .anyMatch(label -> label.as() == Label.Transform.RULE_NAME);
  }
}
