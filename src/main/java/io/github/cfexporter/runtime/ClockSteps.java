package io.github.cfexporter.runtime;

/**
 * Notices that the machine's clock was set, by comparing it to one that never steps. All values are
 * milliseconds. Not for use by several threads.
 */
public final class ClockSteps {
  /** What clocks are corrected by while they run is far less between two looks. */
  private static final long NO_STEP = 2_000;

  private long offset;

  /**
   * Begins to watch.
   *
   * @param clock what the machine's clock says
   * @param steady what the steady one says at the same moment
   */
  public ClockSteps(long clock, long steady) {
    offset = clock - steady;
  }

  /** How far it was set ahead since the latest look, or back if negative; 0 if it just went on. */
  public long observe(long clock, long steady) {
    long step = clock - steady - offset;
    offset = clock - steady;
    return Math.abs(step) < NO_STEP ? 0 : step;
  }
}
