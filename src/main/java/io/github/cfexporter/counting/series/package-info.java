/**
 * Series and their totals: rows in, keys of labels, tables, the cap and its overflow into {@code other}.
 * Enter at {@link SeriesTable}. Plain Java, told the time.
 */
package io.github.cfexporter.counting.series;
