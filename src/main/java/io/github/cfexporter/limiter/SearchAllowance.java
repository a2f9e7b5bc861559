package io.github.cfexporter.limiter;

/**
 * The part of a budget that may be spent on finding out whom failures are about: a tenth, in any
 * period of the limiter. Instants are milliseconds since the epoch. Not for use by several threads.
 */
public final class SearchAllowance {
  private static final int PARTS = 10;

  private final SlidingLog spent = new SlidingLog(Limiter.PERIOD_MILLIS);

  /**
   * When the next call of a search may leave.
   *
   * @param budget calls that all nodes together may make in a period
   * @param nodes that share it
   * @param share what part of the tenth may be spent by then, from 0 to 1
   */
  public long opensAt(int budget, int nodes, double share, long now) {
    spent.clamp(now);
    spent.forget(now);
    double calls = share * budget / PARTS / Math.max(1, nodes);
    return spent.opensAt(Math.max(1, (int) calls), now);
  }

  /** Notes a call of a search that leaves now. */
  public void spend(long now) {
    spent.clamp(now);
    spent.forget(now);
    spent.add(now);
  }
}
