package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ACCOUNT_LIST_CACHE_TTL;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.catalog.GraphqlKind;
import io.github.cfexporter.cloudflare.Account;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RestKind;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the accounts of the token and keeps one {@link AccountVerticle} running for each. */
public final class AccountsVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(AccountsVerticle.class);
  private static final String LISTING = "list of accounts";

  /** How often to look whether the gateway lets another try out. */
  private static final long RETRY_MILLIS = 10_000;

  private record Running(String deployment, AccountVerticle verticle) {}

  private final List<GraphqlKind> graphqlKinds;
  private final List<RestKind> restKinds;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Troubles troubles = new Troubles(logger);
  private final Map<String, Running> running = new HashMap<>();
  private boolean stopped;
  private boolean listing;
  private long timer;

  public AccountsVerticle(
      List<GraphqlKind> graphqlKinds,
      List<RestKind> restKinds,
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry) {
    this.graphqlKinds = graphqlKinds;
    this.restKinds = restKinds;
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
  }

  @Override
  public Future<?> start() {
    list();
    return SettingsChanged.listen(vertx.eventBus(), this::settingsChanged);
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  private void list() {
    if (stopped) {
      return;
    }
    listing = true;
    Set<String> only = settings.get().get(ACCOUNTS);
    RestCalls.of(vertx, time, "")
        .accounts()
        .compose(found -> adjust(found, only))
        .onComplete(listed -> {
          listing = false;
          if (listed.succeeded()) {
            telemetry.discovered(true);
            troubles.ended(LISTING);
            boolean current = only.equals(settings.get().get(ACCOUNTS));
            timer = time.after(current ? ttlMillis() : 1, this::list);
          } else {
            notListed(listed.cause());
            timer = time.after(retryMillis(), this::list);
          }
        });
  }

  /** The list is kept for minutes, which is too long to wait for another choice of accounts. */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(ACCOUNTS, ACCOUNT_LIST_CACHE_TTL) && !listing) {
      time.cancel(timer);
      list();
    }
  }

  private void notListed(Throwable cause) {
    telemetry.discovered(false);
    if (cause instanceof CloudflareException refusal) {
      if (!Door.isShutBy(refusal)) {
        troubles.arose(LISTING, refusal);
      }
    } else {
      logger.error("accounts could not be listed", cause);
    }
  }

  private Future<Void> adjust(List<Account> found, Set<String> only) {
    Map<String, Account> wanted = found.stream()
        .filter(account -> only.isEmpty() || only.contains(account.id()))
        .collect(Collectors.toMap(Account::id, account -> account, (a, b) -> a));
    Map<String, String> names = new HashMap<>();
    wanted.values().forEach(account -> names.put(account.id(), Names.account(account.name())));
    Map<String, String> labels = Names.unique(names);

    List<Future<Void>> changes = new java.util.ArrayList<>();
    for (String gone : Set.copyOf(running.keySet())) {
      if (!wanted.containsKey(gone)) {
        changes.add(stop(gone));
      }
    }
    wanted.forEach((id, account) ->
        changes.add(startOrRename(new AccountView(id, labels.get(id)), account.name())));
    return Future.all(changes).mapEmpty();
  }

  private Future<Void> startOrRename(AccountView account, String name) {
    Running known = running.get(account.id());
    if (known != null) {
      known.verticle().rename(account, name);
      return Future.succeededFuture();
    }
    AccountVerticle verticle =
        new AccountVerticle(account, name, graphqlKinds, restKinds, settings, time, telemetry);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(id -> running.put(account.id(), new Running(id, verticle)))
        .mapEmpty();
  }

  private Future<Void> stop(String account) {
    logger.info("account is no longer visible to the token: account={}", account);
    return vertx.undeploy(running.remove(account).deployment()).onComplete(done -> {
      vertx.eventBus().publish(Forget.ADDRESS, new Forget(account));
      telemetry.accountGone(account);
    });
  }

  private long ttlMillis() {
    return Math.max(
        settings.get().get(ACCOUNT_LIST_CACHE_TTL).toMillis(),
        settings.get().get(METRIC_REFRESH_INTERVAL).toMillis());
  }

  private long retryMillis() {
    return Math.min(RETRY_MILLIS, ttlMillis());
  }
}
