package io.github.cfexporter.verticle;

import io.github.cfexporter.counting.Reading;

/**
 * One source of one zone that is being brought up to date.
 *
 * @param track that of the moment of asking: a zone that has left and come back has another one
 */
record Errand(Roster roster, Reading reading, Ask.Want want, Track track) {
  String account() {
    return roster.account().id();
  }

  /** Smallest width of a window, in seconds. */
  long granularity() {
    return reading.source().granularity().toSeconds();
  }

  /** Whether the zone has left the batch meanwhile. */
  boolean isObsolete() {
    return !roster.knows(track);
  }

  String where() {
    return "account=" + account() + " zone=" + want.zone() + " dataset="
        + reading.source().dataset() + " source=" + reading.source().name();
  }
}
