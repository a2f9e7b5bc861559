package io.github.cfexporter.collect;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Target;
import io.github.cfexporter.counting.Reading;
import io.github.cfexporter.counting.SourceForms;
import java.util.List;

/**
 * One source of one zone that is being brought up to date.
 *
 * @param readings the nodes that are asked, which are one form of the source
 * @param track that of the moment of asking: a zone that has left and come back has another one
 */
record Errand(
    Roster roster, SourceForms forms, List<Reading> readings, Ask.Want want, Track track) {
  String account() {
    return roster.account().id();
  }

  /** Smallest width of a window, in seconds. */
  long granularity() {
    return forms.granularity().toSeconds();
  }

  /** Whether the zone has left the batch meanwhile. */
  boolean isObsolete() {
    return !roster.knows(track);
  }

  /** How the zone is shown; empty for a source of the account. */
  String zoneLabel() {
    return roster.targets().stream()
        .filter(target -> target.zone().equals(want.zone()))
        .map(Target::label)
        .findFirst()
        .orElse(want.zone());
  }

  String where() {
    return "account=" + account() + " zone=" + want.zone() + " dataset="
        + forms.first().source().dataset() + " source=" + forms.name();
  }
}
