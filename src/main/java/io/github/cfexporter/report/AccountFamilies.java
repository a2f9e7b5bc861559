package io.github.cfexporter.report;

import java.util.List;
import java.util.function.ToLongFunction;

/** How many accounts and zones there are, and what becomes of them. */
final class AccountFamilies {
  static List<OwnFamily> all() {
    return List.of(
        number("cloudflare_accounts", "Accounts that are collected.", account -> 1),
        number(
            "cloudflare_zones",
            "Zones that the token sees, before filters.",
            account -> account.state().zones()),
        number(
            "cloudflare_zones_filtered",
            "Zones that the configured filters leave.",
            account -> account.state().filtered()),
        number(
            "cloudflare_zones_processed",
            "Zones of which at least one window has been fetched.",
            AccountReport::processed),
        number(
            "cloudflare_zones_skipped_free_tier",
            "Zones of which no analytics are collected, because nothing that is collected is open to them.",
            account -> account.state().free()),
        OwnFamily.gauge(
            "cloudflare_account_info",
            "Accounts that are collected, always 1; for joins by the label account.",
            List.of("account", "account_id", "name"),
            (out, labels, report, now) -> report
                .accounts()
                .forEach(account -> out.sample(labels, names(account.state()), 1))),
        new OwnFamily(OwnFamilies.ZONE_INFO, (out, labels, report, now) -> {}));
  }

  private static List<String> names(AccountState account) {
    return List.of(account.label(), account.id(), account.name());
  }

  private static OwnFamily number(String name, String help, ToLongFunction<AccountReport> of) {
    return OwnFamily.gauge(
        name,
        help,
        OwnFamily.NO_LABELS,
        (out, labels, report, now) -> out.sample(
            labels, List.of(), report.accounts().stream().mapToLong(of).sum()));
  }

  private AccountFamilies() {}
}
