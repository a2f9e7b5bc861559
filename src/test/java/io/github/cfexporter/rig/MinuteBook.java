package io.github.cfexporter.rig;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What was to be sent of one family of one zone or account.
 *
 * @param until second since the epoch after which nobody knows yet
 * @param ends of its minutes, in seconds since the epoch
 * @param right by all labels of a series, then by seconds since the epoch
 */
record MinuteBook(long until, Set<Long> ends, Map<Map<String, String>, Map<Long, Right>> right) {
  MinuteBook(long until) {
    this(until, new HashSet<>(), new HashMap<>());
  }

  /** Nothing has happened yet of a series that is there all the same. */
  boolean mayBeZero(long millis) {
    return millis % 1000 == 0 && ends.contains(millis / 1000);
  }

  boolean knows(Map<String, String> labels, long millis) {
    return millis % 1000 == 0 && right.getOrDefault(labels, Map.of()).containsKey(millis / 1000);
  }

  /**
   * What a sample should have.
   *
   * @param most by which a value may be off, see {@link TrueTimes#rounding}
   */
  record Right(double total, double most) {
    /** @param things how many the total is of */
    static Right of(String family, long total, long things) {
      return new Right(total / TrueTimes.unit(family), TrueTimes.rounding(family) * things * 1.001);
    }

    boolean isMet(double sent) {
      return Math.abs(sent - total) <= most;
    }
  }
}
