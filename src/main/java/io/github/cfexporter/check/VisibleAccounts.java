package io.github.cfexporter.check;

import static io.github.cfexporter.settings.Tunables.ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.EXCLUDE_ZONES;
import static io.github.cfexporter.settings.Tunables.FREE_TIER_ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.ZONES;

import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.credentials.Discovery;
import io.github.cfexporter.credentials.Reach;
import io.github.cfexporter.credentials.Selection;
import io.github.cfexporter.credentials.TokenState;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import io.github.cfexporter.settings.values.Credential;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the accounts and zones that the credentials see, and what the settings select of them. */
public final class VisibleAccounts {
  private final ApiCalls calls;
  private final Settings settings;

  public VisibleAccounts(ApiCalls calls, Settings settings) {
    this.calls = calls;
    this.settings = settings;
  }

  /** One look with each credential, in the order in which they are given. */
  public Future<List<Reach>> reaches() {
    return InTurn.map(settings.credentials(), this::reach);
  }

  private Future<Reach> reach(Credential credential) {
    Discovery discovery = new Discovery(
        calls.rest(credential.id()), TokenState.unknown(credential.id()), settings.get(ACCOUNTS));
    return discovery.look(credential.isToken());
  }

  /** The accounts that are wanted, with their zones. */
  public Future<List<VisibleAccount>> of(List<Reach> reaches) {
    Map<String, Account> accounts = new LinkedHashMap<>();
    Map<String, List<String>> credentials = new LinkedHashMap<>();
    for (Reach reach : reaches) {
      reach.accounts().forEach((id, account) -> {
        accounts.merge(id, account, (known, other) -> known.name().isEmpty() ? other : known);
        credentials
            .computeIfAbsent(id, i -> new ArrayList<>())
            .add(reach.token().credential());
      });
    }
    Selection only = Selection.of(settings.get(ACCOUNTS));
    List<Account> wanted = accounts.values().stream()
        .filter(account -> only.isEmpty() || lists(only, account))
        .toList();
    return InTurn.map(wanted, account -> sight(account, credentials.get(account.id())));
  }

  /** Items of the settings that are none of what was found, as {@code cfZones=item}. */
  public List<String> strangers(List<Reach> reaches, List<VisibleAccount> sights) {
    List<List<String>> accounts = reaches.stream()
        .flatMap(reach -> reach.accounts().values().stream())
        .map(account -> List.of(account.id(), account.name(), label(account)))
        .toList();
    List<List<String>> zones = sights.stream()
        .flatMap(sight -> sight.zones().stream())
        .map(zone -> List.of(zone.id(), zone.name()))
        .toList();
    List<String> strangers = new ArrayList<>();
    List.of(ACCOUNTS, FREE_TIER_ACCOUNTS).forEach(key -> add(strangers, key, accounts));
    List.of(ZONES, EXCLUDE_ZONES).forEach(key -> add(strangers, key, zones));
    return strangers;
  }

  private void add(List<String> strangers, Setting<Set<String>> key, List<List<String>> known) {
    Selection.of(settings.get(key))
        .strangers(known)
        .forEach(item -> strangers.add(key.name() + "=" + item));
  }

  private Future<VisibleAccount> sight(Account account, List<String> credentials) {
    Map<String, Zone> zones = new LinkedHashMap<>();
    Map<String, List<String>> readers = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    return InTurn.map(
            credentials,
            credential -> calls
                .rest(credential)
                .zones(account.id())
                .onSuccess(found -> found.forEach(zone -> {
                  zones.putIfAbsent(zone.id(), zone);
                  readers.computeIfAbsent(zone.id(), id -> new ArrayList<>()).add(credential);
                }))
                .onFailure(cause -> problems.add(cause.getMessage()))
                .otherwise(List.of()))
        .map(done -> new VisibleAccount(
            account,
            credentials,
            List.copyOf(zones.values()),
            selected(account, zones.values().stream().toList()),
            readers,
            zones.isEmpty() ? problems.stream().findFirst() : Optional.empty()));
  }

  private List<Zone> selected(Account account, List<Zone> zones) {
    if (lists(Selection.of(settings.get(FREE_TIER_ACCOUNTS)), account)) {
      return List.of();
    }
    Selection only = Selection.of(settings.get(ZONES));
    Selection never = Selection.of(settings.get(EXCLUDE_ZONES));
    return zones.stream()
        .filter(zone -> only.isEmpty() || only.lists(zone.id(), zone.name()))
        .filter(zone -> !never.lists(zone.id(), zone.name()))
        .sorted(Comparator.comparing(Zone::planId).thenComparing(Zone::name))
        .toList();
  }

  private static boolean lists(Selection selection, Account account) {
    return selection.lists(account.id(), account.name(), label(account));
  }

  private static String label(Account account) {
    return account.name().toLowerCase(Locale.ROOT).replace(' ', '-');
  }
}
