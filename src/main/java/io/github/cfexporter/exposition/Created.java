package io.github.cfexporter.exposition;

/**
 * When the series of a counter began, which OpenMetrics says in a line of its own behind the counter's:
 * {@code x_created} beside {@code x_total}. Both lines are rendered together, under the name of the
 * former, because the lines of one series must not be torn apart; the text format has none of it. See
 * https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md#counter.
 */
public final class Created {
  private static final String TOTAL = "_total";
  private static final String SUFFIX = "_created";

  /**
   * The name under which a counter is rendered together with its beginnings.
   *
   * @param counter its name, which ends in {@code _total}
   */
  public static String beside(String counter) {
    return counter.substring(0, counter.length() - TOTAL.length()) + SUFFIX;
  }

  /** The counter that is rendered under a name; any other name as it is. */
  static String counterOf(String name) {
    return is(name) ? name.substring(0, name.length() - SUFFIX.length()) + TOTAL : name;
  }

  /** Whether a counter has a name beside which it can stand: those of peers may end otherwise. */
  public static boolean isFor(String counter) {
    return counter.endsWith(TOTAL);
  }

  static boolean is(String name) {
    return name.endsWith(SUFFIX);
  }

  private Created() {}
}
