package io.github.cfexporter.counting.version;

import java.util.HashMap;
import java.util.Map;

/**
 * Whose windows counters hold: of each process that has added any, up to which second since the epoch.
 * While nobody but one process adds windows, their ends say how far counters have come; the two sides of
 * a split network count the same seconds apart from each other, and may be told different numbers.
 *
 * @param all the second since the epoch up to which they hold the windows of whichever process
 * @param writers ends of later windows, by a number that is each process's own
 */
public record VersionVector(long all, Map<Long, Long> writers) {
  /**
   * Seconds; what is older is taken to be in all counters alike, so that processes of long ago need not be
   * remembered for ever. More than the longest window, which is a day.
   */
  private static final long REMEMBERED = 2 * 86_400;

  public VersionVector {
    writers = Map.copyOf(writers);
  }

  /** Of counters that nobody has added to since this second. */
  public static VersionVector upTo(long second) {
    return new VersionVector(second, Map.of());
  }

  /** A process has added a window that ends at this second. */
  public VersionVector with(long writer, long end) {
    return and(new VersionVector(end - REMEMBERED, Map.of(writer, end)));
  }

  /** Of counters that hold what both of these hold. */
  public VersionVector and(VersionVector other) {
    long older = Math.max(all, other.all);
    Map<Long, Long> both = new HashMap<>(writers);
    other.writers.forEach((writer, end) -> both.merge(writer, end, Math::max));
    both.values().removeIf(end -> end <= older);
    return new VersionVector(older, both);
  }

  /** Whether no window is in the others that is not in these. */
  public boolean holds(VersionVector others) {
    return others.all <= latest() && others.writers.entrySet().stream().allMatch(this::holds);
  }

  /** The same, but for the windows of one process. */
  public boolean holdsAllBut(long writer, VersionVector others) {
    Map<Long, Long> rest = new HashMap<>(others.writers);
    rest.remove(writer);
    return holds(new VersionVector(others.all, rest));
  }

  private boolean holds(Map.Entry<Long, Long> window) {
    return window.getValue() <= Math.max(all, writers.getOrDefault(window.getKey(), all));
  }

  private long latest() {
    return writers.values().stream().mapToLong(end -> end).reduce(all, Math::max);
  }
}
