package io.github.cfexporter.accounts;

import static io.github.cfexporter.settings.Tunables.ACCOUNTS;
import static io.github.cfexporter.settings.Tunables.FREE_TIER_ACCOUNTS;

import io.github.cfexporter.cloudflare.rest.Account;
import io.github.cfexporter.credentials.Selection;
import io.github.cfexporter.settings.Setting;
import io.github.cfexporter.settings.Settings;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which accounts the settings name: by id, by name, or as their label is shown. */
final class AccountSelection {

  /** Those that are to be collected. */
  static List<Account> wanted(Collection<Account> accounts, Settings settings) {
    Selection only = Selection.of(settings.get(ACCOUNTS));
    return accounts.stream()
        .filter(account -> only.isEmpty() || lists(only, account.id(), account.name()))
        .toList();
  }

  /** Whether only the account's own query kinds are to run, none of its zones. */
  static boolean isAccountKindsOnly(String id, String name, Settings settings) {
    return lists(Selection.of(settings.get(FREE_TIER_ACCOUNTS)), id, name);
  }

  /** Items of both settings that are none of the accounts, as {@code cfAccounts=item}. */
  static Set<String> strangers(Collection<Account> accounts, Settings settings) {
    List<List<String>> known = accounts.stream()
        .map(account -> List.of(account.id(), account.name(), Names.account(account.name())))
        .toList();
    Set<String> strangers = new TreeSet<>();
    for (Setting<Set<String>> setting : List.of(ACCOUNTS, FREE_TIER_ACCOUNTS)) {
      Selection.of(settings.get(setting))
          .strangers(known)
          .forEach(item -> strangers.add(setting.name() + "=" + item));
    }
    return strangers;
  }

  private static boolean lists(Selection selection, String id, String name) {
    return selection.lists(id, name, Names.account(name));
  }

  private AccountSelection() {}
}
