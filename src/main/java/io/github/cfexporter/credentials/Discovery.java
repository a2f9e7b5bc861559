package io.github.cfexporter.credentials;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.cloudflare.rest.Rest;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.TokenState.Status;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One look at what one credential reaches. First the token is verified, for a bad one must not be
 * tried again and again; then accounts come from the list of accounts, or, where the credential may
 * not have that, from the zones it sees and from ids that are given. Never fails: what is in its way
 * is part of the {@link Reach}.
 */
public final class Discovery {
  private final Rest rest;
  private final Set<String> wanted;
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Set<String> presumed = new LinkedHashSet<>();
  private final Set<Permission> missing = EnumSet.noneOf(Permission.class);
  private final Set<String> obstacles = new LinkedHashSet<>();
  private TokenState token;
  private boolean failed;
  private boolean accountOwned;
  private boolean unverified;
  private int refusals;
  private int answers;

  /**
   * Prepares a look.
   *
   * @param rest makes calls with the credential
   * @param known what was known of it before
   * @param wanted ids of accounts to ask for where they cannot be listed
   */
  public Discovery(Rest rest, TokenState known, Collection<String> wanted) {
    this.rest = rest;
    this.token = known;
    this.wanted = Set.copyOf(wanted);
  }

  /**
   * Looks.
   *
   * @param verify whether to ask for the state of the token, too; a global key has none
   */
  public Future<Reach> look(boolean verify) {
    return (verify ? verify() : Future.<Void>succeededFuture())
        .compose(verified -> token.isValid() || !verify
            ? list().compose(listed -> conclude(verify)).map(done -> reach())
            : Future.succeededFuture(reach()));
  }

  private Future<Void> verify() {
    String owner = token.owner();
    return (owner.isEmpty() ? rest.verifyUserToken() : rest.verifyAccountToken(owner))
        .onSuccess(told -> {
          answers++;
          token = TokenState.verified(token.credential(), told, owner);
        })
        .<Void>mapEmpty()
        .recover(cause -> {
          unverified = true;
          if (isForbidden(cause)) {
            token = TokenState.unknown(token.credential()); // it may be account-owned
          }
          return Future.succeededFuture();
        });
  }

  private Future<Void> list() {
    return rest.accounts()
        .onSuccess(this::add)
        .<Void>mapEmpty()
        .recover(this::notListed)
        .compose(
            done -> accounts.isEmpty() && !failed ? listElsewhere() : Future.succeededFuture());
  }

  private Future<Void> listElsewhere() {
    return rest.zones()
        .onSuccess(zones -> {
          answers++;
          zones.forEach(this::addOwner);
        })
        .<Void>mapEmpty()
        .recover(cause -> {
          if (isForbidden(cause)) {
            missing.add(Permission.ZONE);
          }
          return notListed(cause);
        })
        .compose(done ->
            askFor(wanted.stream().filter(id -> !accounts.containsKey(id)).toList()));
  }

  private Future<Void> askFor(List<String> ids) {
    Future<Void> chain = Future.succeededFuture();
    for (String id : new ArrayList<>(ids)) {
      chain = chain.compose(done -> failed ? Future.succeededFuture() : askFor(id));
    }
    return chain;
  }

  private Future<Void> askFor(String id) {
    return rest.account(id)
        .onSuccess(account -> add(List.of(account)))
        .<Void>mapEmpty()
        .recover(cause -> {
          if (isForbidden(cause)) {
            presumed.add(id);
            accounts.put(id, new Account(id, id));
          }
          return notListed(cause);
        });
  }

  /** A token that is refused everywhere is a bad one; one that is let in anywhere is not. */
  private Future<Void> conclude(boolean verify) {
    if (!failed && answers == 0 && refusals > 0) {
      token = token.rejected();
      missing.clear();
      obstacles.clear();
      accounts.clear();
      presumed.clear();
      return Future.succeededFuture();
    }
    token = token.status() == Status.UNKNOWN && answers > 0 ? token.active() : token;
    if (accounts.isEmpty() && !failed) {
      obstacles.add("token " + token.credential() + " sees no account: give it "
          + Permission.ACCOUNT_SETTINGS.title() + " or " + Permission.ZONE.title()
          + ", or name accounts in cfAccounts");
    }
    return verify && accountOwned && unverified ? verifyByOwner() : Future.succeededFuture();
  }

  private Future<Void> verifyByOwner() {
    return accounts.keySet().stream()
        .findFirst()
        .map(owner -> rest.verifyAccountToken(owner)
            .onSuccess(told -> token = TokenState.verified(token.credential(), told, owner))
            .<Void>mapEmpty()
            .otherwiseEmpty()) // its state stays unknown, which is no harm: it does read
        .orElseGet(Future::succeededFuture);
  }

  private void add(List<Account> found) {
    answers++;
    found.forEach(account -> accounts.put(account.id(), account));
  }

  private void addOwner(Zone zone) {
    if (!zone.accountId().isEmpty()) {
      accounts.putIfAbsent(zone.accountId(), new Account(zone.accountId(), zone.accountName()));
    }
  }

  private Future<Void> notListed(Throwable cause) {
    if (cause instanceof CloudflareException refused
        && refused.refusal() instanceof Refusal.NotForAccountTokens) {
      accountOwned = true;
      answers++;
    } else if (isForbidden(cause)) {
      refusals++;
    } else if (!isNotFound(cause)) {
      failed = true;
    }
    return Future.succeededFuture();
  }

  private Reach reach() {
    return new Reach(token, accounts, presumed, missing, obstacles, failed);
  }

  private static boolean isForbidden(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.code() == CloudflareException.Code.API_AUTH_FAILED
        && !(refused.refusal() instanceof Refusal.AuthBanned);
  }

  private static boolean isNotFound(Throwable cause) {
    return cause instanceof CloudflareException refused
        && (refused.status() == 404 || refused.status() == 400);
  }
}
