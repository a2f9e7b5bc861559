package io.github.cfexporter.catalog;

import java.util.Locale;
import java.util.Optional;

/**
 * The number that one row has for a gauge.
 *
 * @param scale factor for a change of unit
 * @param drop the number, before it is scaled, that means "no data"
 * @param as what the leaf holds
 */
public record Figure(String path, double scale, Optional<Double> drop, As as) {
  /** How a leaf tells its number. */
  public enum As {
    NUMBER,
    /** An RFC 3339 time, which becomes seconds since the epoch. */
    TIME,
    /** A duration as Go writes it, such as {@code 12.1ms}, which becomes seconds. */
    DURATION;

    /** As a catalog file writes it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
