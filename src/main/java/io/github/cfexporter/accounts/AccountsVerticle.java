package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Deployment.API_EMAIL;
import static io.github.cfexporter.settings.Deployment.API_KEY;
import static io.github.cfexporter.settings.Deployment.API_TOKEN;
import static io.github.cfexporter.settings.Deployment.API_TOKENS;
import static io.github.cfexporter.settings.Tunables.ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ACCOUNT_LIST_CACHE_TTL;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.bus.Listed;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.SettingsChanged;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.cluster.shared.SharedTexts;
import io.github.cfexporter.credentials.ConfirmedList;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.report.Report;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.Credential;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the accounts of the credentials, which one node lists for all, and keeps an {@link AccountVerticle}
 * running for each one that this node owns.
 */
public final class AccountsVerticle extends VerticleBase {
  private static final Logger logger = LoggerFactory.getLogger(AccountsVerticle.class);
  private static final long LOOK_MILLIS = 1_000;

  /** How often to look whether the gateway lets another try out. */
  private static final long RETRY_MILLIS = 10_000;

  private final NodeContext nodeContext;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Member member;
  private final Readers readers;
  private final TokenLog tokenLog = new TokenLog();
  private Optional<Listed> listed = Optional.empty();
  private long hurriesAt; // when to list although the list is fresh; 0 when there is no reason to
  private AccountLister lister;
  private AccountDeployments deployments;
  private List<String> invalid = List.of();
  private boolean listing;
  private boolean busy;
  private boolean stopped;

  public AccountsVerticle(NodeContext nodeContext, Readers readers, Telemetry telemetry) {
    this.nodeContext = nodeContext;
    this.readers = readers;
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.telemetry = telemetry;
    this.member = nodeContext.member();
  }

  @Override
  public Future<?> start() {
    Context here = context;
    deployments = new AccountDeployments(vertx, nodeContext, readers, telemetry);
    lister = new AccountLister(vertx, settings, time);
    credentialsAre();
    member.ownership().onChange(() -> here.runOnContext(event -> reconcile()));
    look();
    return SettingsChanged.listen(vertx.eventBus(), this::settingsChanged);
  }

  /** What is on its way for an account is for nobody then. */
  @Override
  public Future<?> stop() {
    stopped = true;
    deployments.release();
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
    return member.ownership().isMine(SharedTexts.ACCOUNTS);
  }

  private void listIfDue() {
    if (!isLister() || listing || !isDue()) {
      return;
    }
    listing = true;
    newestList()
        .compose(former -> {
          former.ifPresent(lister::restore);
          return lister.list();
        })
        .compose(this::share)
        .onSuccess(done -> reconcile())
        .onFailure(cause -> {
          hurry(RETRY_MILLIS);
          logger.error("accounts could not be listed", cause);
        })
        .onComplete(done -> listing = false);
  }

  private boolean isDue() {
    long now = time.millis();
    return hurriesAt > 0
        ? now >= hurriesAt
        : listed.filter(l -> now < l.at() + ttlMillis()).isEmpty();
  }

  private void hurry(long millis) {
    hurriesAt = time.millis() + Math.min(millis, ttlMillis());
  }

  /** Another choice of accounts, or other credentials, do not wait for the next look. */
  private void settingsChanged(SettingsChanged change) {
    boolean others = change.concerns(API_TOKEN, API_TOKENS, API_EMAIL, API_KEY);
    if (others) {
      hurry(0);
      credentialsAre();
    }
    if (others || change.concerns(ACCOUNTS, ACCOUNT_LIST_CACHE_TTL)) {
      listIfDue();
      reconcile();
    }
  }

  private Future<Void> share(Listed now) {
    listed = Optional.of(now);
    hurriesAt = 0;
    if (now.accounts().isEmpty()) {
      hurry(RETRY_MILLIS);
    } else if (lister.isInDoubt()) {
      hurry(ConfirmedList.DOUBT_MILLIS);
    }
    tokenLog.tell(now, time.millis());
    heed(now);
    return member.directory().put(SharedTexts.ACCOUNTS, now.toText());
  }

  /** Everything that follows from a list, on every node. */
  private void heed(Listed now) {
    telemetry.discovered(
        new Report.Listing(now.at(), now.hasSucceeded(), now.tokens(), now.problems()));
    now.credentials().forEach(readers::account);
    if (!now.invalid().equals(invalid)) {
      invalid = now.invalid();
      credentialsAre();
    }
  }

  private void credentialsAre() {
    List<String> ids = settings.get().credentials().stream().map(Credential::id).toList();
    readers.credentials(ids, Set.copyOf(invalid));
    vertx
        .eventBus()
        .publish(
            CredentialsChanged.ADDRESS,
            new CredentialsChanged(
                Set.copyOf(ids), ids.stream().filter(readers::isValid).collect(Collectors.toSet())),
            Messages.LOCAL_ONLY);
  }

  /** Runs what this node owns, and nothing else. */
  private void reconcile() {
    if (busy || stopped) {
      return;
    }
    busy = true;
    newestList()
        .compose(
            known -> known.isPresent() ? deployments.adjust(known.get()) : Future.succeededFuture())
        .onFailure(cause -> logger.error("accounts could not be moved", cause))
        .onComplete(done -> busy = false);
  }

  private Future<Optional<Listed>> newestList() {
    if (isLister() && listed.isPresent()) {
      return Future.succeededFuture(listed);
    }
    return member.directory().get(SharedTexts.ACCOUNTS).map(text -> {
      listed = text.map(Listed::fromText).or(() -> listed);
      listed.ifPresent(this::heed);
      return listed;
    });
  }

  private long ttlMillis() {
    return Math.max(
        settings.get().get(ACCOUNT_LIST_CACHE_TTL).toMillis(),
        settings.get().get(METRIC_REFRESH_INTERVAL).toMillis());
  }
}
