package io.github.cfexporter.backfill;

import io.github.cfexporter.catalog.DatasetLimits;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import java.util.List;

/**
 * What one document asks: a source of some zones that are read alike, or of an account.
 *
 * @param credential id of what it is read with
 * @param account as it is shown
 * @param zones at most ten; one with an empty id for the account itself
 */
record HistoryUnit(
    String accountId,
    String account,
    String credential,
    String kind,
    SourceForms forms,
    List<Reading> readings,
    List<HistoryZone> zones,
    DatasetLimits limits) {
  HistoryUnit {
    readings = List.copyOf(readings);
    zones = List.copyOf(zones);
  }

  HistoryUnit of(List<HistoryZone> some) {
    return new HistoryUnit(accountId, account, credential, kind, forms, readings, some, limits);
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
