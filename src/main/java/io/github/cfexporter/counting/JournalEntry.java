package io.github.cfexporter.counting;

import java.util.List;

/**
 * One minute of a source in a zone, as it was counted.
 *
 * @param begin first second, since the epoch
 * @param end first second after it
 * @param samples how many series there were at its end, gauges included
 * @param gauges values of the minute
 */
public record JournalEntry(
    long begin, long end, int samples, List<MinuteChanges> changes, List<Gauges> gauges) {
  private static final int BYTES_OF_A_GAUGE = 100;

  public JournalEntry {
    changes = List.copyOf(changes);
    gauges = List.copyOf(gauges);
  }

  /** An estimate of the heap that it takes. */
  long bytes() {
    long values = gauges.stream().mapToLong(family -> family.values().size()).sum();
    return changes.stream().mapToLong(MinuteChanges::bytes).sum() + BYTES_OF_A_GAUGE * values;
  }
}
