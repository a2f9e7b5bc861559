package io.github.cfexporter.limiter;

/**
 * A wish to make one call.
 *
 * @param id unique among the requests that wait
 * @param payer whose budgets and pauses hold for it
 * @param dueSince the smaller, the more urgent: the instant up to which the data is already there; or
 *     {@link #SPARE}
 */
public record Request(long id, Payer payer, long dueSince) {
  /** Of a call that nothing waits for: it takes from budgets only what others leave. */
  public static final long SPARE = Long.MAX_VALUE;

  boolean isSpare() {
    return dueSince == SPARE;
  }
}
