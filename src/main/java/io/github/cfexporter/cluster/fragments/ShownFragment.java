package io.github.cfexporter.cluster.fragments;

import io.github.cfexporter.exposition.Fragment;

/**
 * A fragment as one node shows it.
 *
 * @param own whether this node has made it
 * @param behindSince when newer pieces that lack some of it began to come, in milliseconds since the
 *     epoch; 0 if none did
 */
record ShownFragment(SharedFragment posted, Fragment fragment, boolean own, long behindSince) {
  /** Five refreshes at the usual pace; a database that has lost counters is believed after that. */
  static final long PATIENCE_MILLIS = 300_000;

  ShownFragment(SharedFragment posted, Fragment fragment, boolean own) {
    this(posted, fragment, own, 0);
  }

  /**
   * What is shown when another piece comes: the newer one, but counters that were shown are not taken
   * back, unless nobody catches up with them.
   */
  ShownFragment after(ShownFragment fresh, long nowMillis) {
    if (!fresh.replaces(this)) {
      return this;
    }
    long since = behindSince == 0 ? nowMillis : behindSince;
    return fresh.posted.isAsFarAs(posted) || nowMillis > since + PATIENCE_MILLIS
        ? fresh
        : new ShownFragment(posted, fragment, own, since);
  }

  /** An event may bring back what is known already, but not that it was made here. */
  private boolean replaces(ShownFragment known) {
    return posted.isNewerThan(known.posted) || (own && !known.posted.isNewerThan(posted));
  }
}
