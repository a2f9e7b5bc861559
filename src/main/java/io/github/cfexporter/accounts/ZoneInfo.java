package io.github.cfexporter.accounts;

import io.github.cfexporter.bus.AccountView;
import io.github.cfexporter.catalog.Family;
import io.github.cfexporter.cloudflare.LargeWork;
import io.github.cfexporter.cloudflare.rest.Zone;
import io.github.cfexporter.cluster.fragments.FragmentKey;
import io.github.cfexporter.cluster.fragments.Fragments;
import io.github.cfexporter.counting.series.LabelText;
import io.github.cfexporter.exposition.Fragment;
import io.github.cfexporter.exposition.FragmentWriter;
import io.github.cfexporter.report.OwnFamilies;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/**
 * Shows the zones of one account with their ids, plans and states, from the list that is read anyway.
 * It is a fragment and no part of the report, which nodes exchange every two seconds: there may be
 * 100,000 zones, and they seldom change.
 */
final class ZoneInfo {
  /** No query kind has such a name. */
  private static final String KIND = "zone info";

  private static final Family FAMILY = OwnFamilies.ZONE_INFO;

  private final Fragments fragments;
  private Shown shown = new Shown("", List.of());

  /**
   * What a fragment was made of.
   *
   * @param account value of the {@code account} label
   */
  private record Shown(String account, List<Zone> zones) {}

  ZoneInfo(Fragments fragments) {
    this.fragments = fragments;
  }

  /** Shows the selected zones in place of what was shown before; does nothing where it is the same. */
  Future<Void> show(AccountView account, ZoneList zones) {
    FragmentKey key = key(account.id());
    Shown now = new Shown(account.label(), zones.selected());
    if (now.equals(shown) && fragments.has(key)) {
      return Future.succeededFuture();
    }
    shown = now;
    return LargeWork.on(now.zones().size(), () -> render(now, zones.labels()))
        .onSuccess(fragment -> {
          if (now.equals(shown)) { // else a newer list is under way
            fragments.put(key, fragment);
          }
        })
        .mapEmpty();
  }

  /** Takes an account that is gone out of the output. */
  static void forget(Fragments fragments, String account) {
    fragments.remove(key(account));
  }

  private static FragmentKey key(String account) {
    return new FragmentKey(account, KIND, 0);
  }

  private static Fragment render(Shown shown, Map<String, String> labels) {
    FragmentWriter writer = new FragmentWriter().family(FAMILY.name());
    for (Zone zone : shown.zones()) {
      List<String> values = List.of(
          labels.get(zone.id()),
          shown.account(),
          zone.id(),
          LabelText.bounded(zone.planLegacyId()),
          LabelText.bounded(zone.status()));
      writer.sample(FAMILY.labels(), values, 1);
    }
    return writer.finish();
  }
}
