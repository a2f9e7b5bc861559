package io.github.cfexporter.counting;

import java.util.List;

/**
 * What one window of one source and zone adds.
 *
 * @param counters one entry for every counter family that the source exports now, empty ones
 *     included: a family that is missing here is no longer exported
 * @param gauges values of the window, which replace those of the window before
 */
public record Delta(List<FamilyTotals> counters, List<Gauges> gauges) {
  public Delta {
    counters = List.copyOf(counters);
    gauges = List.copyOf(gauges);
  }
}
