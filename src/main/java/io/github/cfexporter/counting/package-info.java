/**
 * From rows to counters: windows, deltas, totals, the cap of series. Enter at {@link Totals} and
 * {@link Horizon}. Plain Java, told the time.
 */
package io.github.cfexporter.counting;
