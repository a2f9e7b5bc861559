package io.github.cfexporter.counting;

/**
 * The half-open time range that one fetch covers.
 *
 * @param from first second in the window, since the epoch
 * @param to first second after it
 */
public record Window(long from, long to) {
  public Window {
    if (from >= to) {
      throw new IllegalArgumentException("a window must not be empty: " + from + " to " + to);
    }
  }

  public long seconds() {
    return to - from;
  }
}
