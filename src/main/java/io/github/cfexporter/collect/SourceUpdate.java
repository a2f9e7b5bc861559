package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One source of one zone that is being brought up to date.
 *
 * @param readings the nodes that are asked, which are one form of the source
 * @param cursor that of the moment of asking: a zone that has left and come back has another one
 */
record SourceUpdate(
    AccountBatch batch,
    SourceForms forms,
    List<Reading> readings,
    Ask.WindowRequest request,
    SourceCursor cursor) {
  String account() {
    return batch.account().id();
  }

  /** Names of the nodes that are asked. */
  Set<String> nodes() {
    return readings.stream().map(reading -> reading.source().name()).collect(Collectors.toSet());
  }

  /** Smallest width of a window, in seconds. */
  long granularity() {
    return forms.granularity().toSeconds();
  }

  /** Whether the zone has left the batch meanwhile. */
  boolean isObsolete() {
    return !batch.knows(cursor);
  }

  /** How the zone is shown; empty for a source of the account. */
  String zoneLabel() {
    return batch.targets().stream()
        .filter(target -> target.zone().equals(request.zone()))
        .map(Target::label)
        .findFirst()
        .orElse(request.zone());
  }

  String where() {
    return "account=" + account() + " zone=" + request.zone() + " dataset="
        + forms.first().source().dataset() + " source=" + forms.name();
  }
}
