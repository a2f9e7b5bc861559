package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.bus.Forget;
import io.github.cfexporter.bus.Listed;
import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.Release;
import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.cluster.Member;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Conditions;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@link AccountVerticle}s of this node: one for each account that it owns. */
final class AccountDeployments {
  private static final Logger logger = LoggerFactory.getLogger(AccountDeployments.class);

  private record Running(String deployment, AccountVerticle verticle) {}

  private final Vertx vertx;
  private final NodeContext nodeContext;
  private final Supplier<Settings> settings;
  private final Member member;
  private final Readers readers;
  private final Telemetry telemetry;
  private final Map<String, Running> running = new HashMap<>();

  AccountDeployments(Vertx vertx, NodeContext nodeContext, Readers readers, Telemetry telemetry) {
    this.vertx = vertx;
    this.nodeContext = nodeContext;
    this.settings = nodeContext.settings();
    this.member = nodeContext.member();
    this.readers = readers;
    this.telemetry = telemetry;
  }

  /** What is on its way for these accounts is for nobody any more. */
  void release() {
    running.keySet().forEach(this::publishRelease);
  }

  /** Runs what this node owns of a list, and nothing else. */
  Future<Void> adjust(Listed known) {
    telemetry
        .conditions()
        .strangers(
            Conditions.ALL_ACCOUNTS, AccountSelection.strangers(known.accounts(), settings.get()));
    Set<String> gone = known.gone().stream().map(Account::id).collect(Collectors.toSet());
    List<Account> all =
        Stream.concat(known.accounts().stream(), known.gone().stream()).toList();
    Map<String, Account> wanted = AccountSelection.wanted(all, settings.get()).stream()
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
        changes.add(
            startOrRename(new AccountView(id, labels.get(id)), account.name(), gone.contains(id)));
      }
    });
    return Future.all(changes).mapEmpty();
  }

  /** @param gone whether nothing is asked of it, while its counters are kept */
  private Future<Void> startOrRename(AccountView account, String name, boolean gone) {
    Running known = running.get(account.id());
    if (known != null) {
      known.verticle().rename(account, name);
      known.verticle().gone(gone);
      return Future.succeededFuture();
    }
    if (gone) {
      return Future.succeededFuture();
    }
    AccountVerticle verticle = new AccountVerticle(account, name, nodeContext, readers, telemetry);
    return vertx
        .deployVerticle(verticle)
        .onSuccess(id -> {
          logger.info("this node collects the account now: account={}", account.id());
          running.put(account.id(), new Running(id, verticle));
        })
        .mapEmpty();
  }

  private Future<Void> forget(String account) {
    logger.info("account is no longer visible to any credential: account={}", account);
    readers.forget(account);
    return vertx.undeploy(running.remove(account).deployment()).onComplete(done -> {
      vertx.eventBus().publish(Forget.ADDRESS, new Forget(account), Messages.LOCAL_ONLY);
      ZoneInfo.forget(member.fragments(), account);
      telemetry.accountGone(account);
    });
  }

  private Future<Void> release(String account) {
    logger.info("another node collects the account now: account={}", account);
    member.fragments().endEpoch(account);
    return vertx.undeploy(running.remove(account).deployment()).onComplete(done -> {
      publishRelease(account);
      telemetry.accountReleased(account);
    });
  }

  private void publishRelease(String account) {
    vertx.eventBus().publish(Release.ADDRESS, new Release(account), Messages.LOCAL_ONLY);
  }
}
