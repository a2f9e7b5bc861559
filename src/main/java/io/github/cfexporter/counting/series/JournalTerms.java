package io.github.cfexporter.counting.series;

import java.util.Map;
import java.util.TreeMap;

/**
 * How the journal of minutes is kept from a window on. Decided once for a window and handed to every
 * copy of the counters, like the {@link Retention} that it is part of.
 *
 * @param oldest minutes that end before this second since the epoch are dropped
 * @param mostBytes how much heap the journal may take, by estimate
 * @param sent by receiver, up to which second since the epoch it has everything
 */
public record JournalTerms(long oldest, long mostBytes, Map<String, Long> sent) {
  public JournalTerms {
    sent = java.util.Collections.unmodifiableMap(new TreeMap<>(sent));
  }
}
