package io.github.cfexporter.remote;

import java.util.List;

/**
 * One value of one series at one moment.
 *
 * @param labels names and values in turn, in the order of the names; the name of the metric is the
 *     value of {@code __name__}; no value is empty
 * @param millis since the epoch
 * @param value not a number where the series has ended: a staleness marker
 */
public record RemoteSample(List<String> labels, long millis, double value) {}
