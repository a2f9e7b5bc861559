package io.github.cfexporter.simulator.traffic;

import io.github.cfexporter.simulator.world.Hash;

/**
 * How long after they happened events can be seen.
 *
 * @param greatestSeconds within which most events are seen; each takes a part of it
 * @param latePercent of the events take longer
 * @param lateSeconds by which they do
 */
public record IngestDelays(long greatestSeconds, int latePercent, long lateSeconds) {
  private static final int PERCENT_BITS = 10;

  /** When an event is seen, in milliseconds since the epoch. */
  long seenAt(Event event) {
    long usual = greatestSeconds * 1000 * event.lateness() / 255;
    long late = isLate(event) ? lateSeconds * 1000 : 0;
    return (event.second() + 1) * 1000 + usual + late;
  }

  private boolean isLate(Event event) {
    long noise = Hash.mix(event.second() << 16 | event.spice() << 8 | event.lateness());
    return Hash.bits(noise, 0, PERCENT_BITS) * 100 < latePercent << PERCENT_BITS;
  }
}
