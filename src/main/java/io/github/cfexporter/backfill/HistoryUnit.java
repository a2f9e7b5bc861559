package io.github.cfexporter.backfill;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import java.util.List;

/**
 * What one document asks: a source of some zones that are read alike, or of an account.
 *
 * @param credentials ids of those that may read it, the one that was let in first
 * @param account as it is shown
 * @param zones at most ten; one with an empty id for the account itself
 */
record HistoryUnit(
    String accountId,
    String account,
    List<String> credentials,
    String kind,
    SourceForms forms,
    List<Reading> readings,
    List<HistoryZone> zones,
    DatasetLimits limits) {
  HistoryUnit {
    credentials = List.copyOf(credentials);
    readings = List.copyOf(readings);
    zones = List.copyOf(zones);
  }

  HistoryUnit of(List<HistoryZone> some) {
    return new HistoryUnit(accountId, account, credentials, kind, forms, readings, some, limits);
  }

  /** The same, read with another credential. */
  HistoryUnit with(List<String> others) {
    return new HistoryUnit(accountId, account, others, kind, forms, readings, zones, limits);
  }

  boolean isOfAccount() {
    return zones.get(0).id().isEmpty();
  }

  /** For people. */
  String name() {
    return kind + "/" + forms.name() + " of "
        + (isOfAccount()
            ? account
            : String.join(", ", zones.stream().map(HistoryZone::label).toList()));
  }
}
