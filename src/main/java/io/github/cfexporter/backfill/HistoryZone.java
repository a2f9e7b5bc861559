package io.github.cfexporter.backfill;

import io.github.cfexporter.counting.series.RuleNames;

/**
 * A zone, as it is shown.
 *
 * @param id empty for the account itself
 */
record HistoryZone(String id, String label, RuleNames rules) {}
