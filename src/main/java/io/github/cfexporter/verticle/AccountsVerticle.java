package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ACCOUNT_LIST_CACHE_TTL;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.Account;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.cluster.Directory;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the accounts of the token, which one node lists for all, and keeps an {@link AccountVerticle}
 * running for each one that this node owns.
 */
public final class AccountsVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(AccountsVerticle.class);
  private static final long LOOK_MILLIS = 1_000;

  /** How often to look whether the gateway lets another try out. */
  private static final long RETRY_MILLIS = 10_000;

  private record Running(String deployment, AccountVerticle verticle) {}

  private final List<GraphqlKind> graphqlKinds;
  private final List<RestKind> restKinds;
  private final Ground ground;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Member member;
  private final Map<String, Running> running = new HashMap<>();
  private Optional<Listed> listed = Optional.empty();
  private long listAgainAt;
  private boolean listing;
  private boolean busy;
  private boolean stopped;

  public AccountsVerticle(
      List<GraphqlKind> graphqlKinds,
      List<RestKind> restKinds,
      Ground ground,
      Telemetry telemetry) {
    this.graphqlKinds = graphqlKinds;
    this.restKinds = restKinds;
    this.ground = ground;
    this.settings = ground.settings();
    this.time = ground.time();
    this.telemetry = telemetry;
    this.member = ground.member();
  }

  @Override
  public Future<?> start() {
    Context here = context;
    member.ownership().onChange(() -> here.runOnContext(event -> reconcile()));
    look();
    return SettingsChanged.listen(vertx.eventBus(), this::settingsChanged);
  }

  /** What is on its way for an account is for nobody then. */
  @Override
  public Future<?> stop() {
    stopped = true;
    running.keySet().forEach(this::publishRelease);
    return Future.succeededFuture();
  }

  private void look() {
    if (!stopped) {
      listIfDue();
      reconcile();
      time.after(LOOK_MILLIS, this::look);
    }
  }

  private boolean isLister() {
    return member.ownership().isMine(Directory.ACCOUNTS);
  }

  private void listIfDue() {
    boolean fresh = listed.filter(l -> time.millis() < l.at() + ttlMillis()).isPresent();
    if (!isLister() || listing || fresh || time.millis() < listAgainAt) {
      return;
    }
    listing = true;
    RestCalls.of(vertx, time, "")
        .accounts()
        .compose(this::share)
        .onSuccess(done -> reconcile())
        .onFailure(this::notListed)
        .onComplete(done -> listing = false);
  }

  /** Another choice of accounts does not wait for the next look. */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(ACCOUNTS, ACCOUNT_LIST_CACHE_TTL)) {
      listIfDue();
      reconcile();
    }
  }

  private Future<Void> share(List<Account> found) {
    Listed now = new Listed(time.millis(), found);
    listed = Optional.of(now);
    telemetry.discovered(now.at(), true);
    return member.directory().put(Directory.ACCOUNTS, now.toText());
  }

  private void notListed(Throwable cause) {
    listAgainAt = time.millis() + Math.min(RETRY_MILLIS, ttlMillis());
    telemetry.discovered(time.millis(), false);
    if (!(cause instanceof CloudflareException)) { // of those, the gateway has told
      logger.error("accounts could not be listed", cause);
    }
  }

  /** Runs what this node owns, and nothing else. */
  private void reconcile() {
    if (busy || stopped) {
      return;
    }
    busy = true;
    newestList()
        .compose(known -> known.isPresent() ? adjust(known.get()) : Future.succeededFuture())
        .onFailure(cause -> logger.error("accounts could not be moved", cause))
        .onComplete(done -> busy = false);
  }

  private Future<Optional<Listed>> newestList() {
    if (isLister() && listed.isPresent()) {
      return Future.succeededFuture(listed);
    }
    return member.directory().get(Directory.ACCOUNTS).map(text -> {
      listed = text.map(Listed::fromText).or(() -> listed);
      listed.ifPresent(known -> telemetry.discovered(known.at(), true));
      return listed;
    });
  }

  private Future<Void> adjust(Listed known) {
    Set<String> only = settings.get().get(ACCOUNTS);
    Map<String, Account> wanted = known.accounts().stream()
        .filter(account -> only.isEmpty() || only.contains(account.id()))
        .collect(Collectors.toMap(Account::id, account -> account, (a, b) -> a));
    Map<String, String> names = new HashMap<>();
    wanted.values().forEach(account -> names.put(account.id(), Names.account(account.name())));
    Map<String, String> labels = Names.unique(names);

    List<Future<Void>> changes = new ArrayList<>();
    for (String id : Set.copyOf(running.keySet())) {
      if (!wanted.containsKey(id)) {
        changes.add(forget(id));
      } else if (!member.ownership().isMine(id)) {
        changes.add(release(id));
      }
    }
    wanted.forEach((id, account) -> {
      if (member.ownership().isMine(id)) {
        changes.add(startOrRename(new AccountView(id, labels.get(id)), account.name()));
      }
    });
    return Future.all(changes).mapEmpty();
  }

  private Future<Void> startOrRename(AccountView account, String name) {
    Running known = running.get(account.id());
    if (known != null) {
      known.verticle().rename(account, name);
      return Future.succeededFuture();
    }
    AccountVerticle verticle =
        new AccountVerticle(account, name, graphqlKinds, restKinds, ground, telemetry);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(id -> {
          logger.info("this node collects the account now: account={}", account.id());
          running.put(account.id(), new Running(id, verticle));
        })
        .mapEmpty();
  }

  private Future<Void> forget(String account) {
    logger.info("account is no longer visible to the token: account={}", account);
    return vertx.undeploy(running.remove(account).deployment()).onComplete(done -> {
      vertx.eventBus().publish(Forget.ADDRESS, new Forget(account), Messages.LOCAL_ONLY);
      telemetry.accountGone(account);
    });
  }

  private Future<Void> release(String account) {
    logger.info("another node collects the account now: account={}", account);
    member.fragments().endReign(account);
    return vertx.undeploy(running.remove(account).deployment()).onComplete(done -> {
      publishRelease(account);
      telemetry.accountReleased(account);
    });
  }

  private void publishRelease(String account) {
    vertx.eventBus().publish(Release.ADDRESS, new Release(account), Messages.LOCAL_ONLY);
  }

  private long ttlMillis() {
    return Math.max(
        settings.get().get(ACCOUNT_LIST_CACHE_TTL).toMillis(),
        settings.get().get(METRIC_REFRESH_INTERVAL).toMillis());
  }
}
