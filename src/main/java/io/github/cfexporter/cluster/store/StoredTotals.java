package io.github.cfexporter.cluster.store;

import io.github.cfexporter.cluster.counters.SourceZone;

/**
 * A row of the counters.
 *
 * @param watermark seconds since the epoch; also within the bytes, but here the database can compare
 * @param totals in the form of the cluster
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
public record StoredTotals(SourceZone id, long watermark, byte[] totals) {}
