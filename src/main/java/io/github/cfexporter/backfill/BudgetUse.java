package io.github.cfexporter.backfill;

/**
 * What an exporter says of one of its budgets.
 *
 * @param limit calls that it may make in any five minutes
 * @param remaining those that it may make at once
 */
record BudgetUse(int limit, int remaining) {
  /** Calls that it has made within five minutes, or may not make for another reason. */
  int used() {
    return Math.max(0, limit - remaining);
  }
}
