package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Tunables.ACCOUNTS;

import io.github.cfexporter.bus.Listed;
import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.credentials.ConfirmedList;
import io.github.cfexporter.credentials.Discovery;
import io.github.cfexporter.credentials.Reach;
import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.gateway.RestCalls;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.Credential;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Asks every credential what it reaches, and joins what they say into one list of accounts. */
final class AccountLister {
  /** Whether a token is still valid, and until when, is asked so often. */
  private static final long VERIFIED_MILLIS = 3_600_000;

  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private final ConfirmedList<Account> accounts = new ConfirmedList<>();
  private final Map<String, List<String>> credentials = new HashMap<>();
  private final Map<String, TokenState> tokens = new HashMap<>();
  private final Map<String, Long> verifiedAt = new HashMap<>();
  private boolean incomplete;

  AccountLister(Vertx vertx, Supplier<Settings> settings, Time time) {
    this.vertx = vertx;
    this.settings = settings;
    this.time = time;
  }

  /** Goes on from what another node has listed. */
  void restore(Listed former) {
    accounts.restore(
        former.accounts().stream().collect(Collectors.toMap(Account::id, account -> account)));
    former.credentials().forEach(credentials::putIfAbsent);
    former.tokens().forEach(token -> tokens.putIfAbsent(token.credential(), token));
  }

  /** One look with every credential; never fails, a credential that does keeps what it saw before. */
  Future<Listed> list() {
    List<Future<Reach>> looks =
        settings.get().credentials().stream().map(this::look).toList();
    return Future.all(looks).map(all -> join(looks.stream().map(Future::result).toList()));
  }

  /** Whether the next list should come soon: something was missing or could not be asked. */
  boolean isInDoubt() {
    return incomplete || accounts.isInDoubt(time.millis());
  }

  private Future<Reach> look(Credential credential) {
    String id = credential.id();
    long now = time.millis();
    TokenState known = tokens.getOrDefault(id, TokenState.unknown(id));
    boolean due = !known.isValid() || now >= verifiedAt.getOrDefault(id, 0L) + VERIFIED_MILLIS;
    boolean verify = credential.isToken() && due;
    if (verify) {
      verifiedAt.put(id, now);
    }
    return new Discovery(
            RestCalls.of(vertx, time, id, ""), known, settings.get().get(ACCOUNTS))
        .look(verify);
  }

  private Listed join(List<Reach> reaches) {
    long now = time.millis();
    Map<String, Account> seen = new LinkedHashMap<>();
    Map<String, List<String>> readers = new HashMap<>();
    Map<String, List<String>> presumed = new HashMap<>();
    incomplete = reaches.stream().anyMatch(Reach::failed);
    tokens.keySet().retainAll(reaches.stream().map(r -> r.token().credential()).toList());
    reaches.forEach(reach -> take(reach, seen, readers, presumed));
    presumed.forEach(readers::putIfAbsent);
    accounts.take(seen, now);
    Set<String> present =
        accounts.present(now).stream().map(Account::id).collect(Collectors.toSet());
    credentials.keySet().retainAll(present);
    credentials.putAll(readers);
    return new Listed(
        now,
        !incomplete,
        accounts.present(now),
        accounts.gone(now),
        credentials,
        reaches.stream().map(Reach::token).toList(),
        reaches.stream().flatMap(reach -> reach.problems().stream()).distinct().toList());
  }

  /** What one credential reaches, and, if it could not tell, what it reached before. */
  private void take(
      Reach reach,
      Map<String, Account> seen,
      Map<String, List<String>> readers,
      Map<String, List<String>> presumed) {
    String id = reach.token().credential();
    tokens.put(id, reach.token());
    reach.accounts().forEach((account, found) -> {
      boolean guessed = reach.presumed().contains(account);
      (guessed ? presumed : readers)
          .computeIfAbsent(account, a -> new ArrayList<>())
          .add(id);
      seen.merge(account, found, (one, other) -> one.name().equals(account) ? other : one);
    });
    if (reach.failed() || !reach.token().isValid()) {
      keepWhatIsKnown(id, seen, readers);
    }
  }

  /** Nothing is gone because one credential could not be asked. */
  private void keepWhatIsKnown(
      String credential, Map<String, Account> seen, Map<String, List<String>> readers) {
    for (Account account : accounts.present(time.millis())) {
      if (credentials.getOrDefault(account.id(), List.of()).contains(credential)) {
        seen.putIfAbsent(account.id(), account);
        readers.computeIfAbsent(account.id(), a -> new ArrayList<>()).add(credential);
      }
    }
  }
}
