package io.github.cfexporter.catalog;

import java.util.Optional;

/**
 * The number that one row has for a gauge.
 *
 * @param scale factor for a change of unit
 * @param drop the number, before it is scaled, that means "no data"
 * @param time whether the leaf is an RFC 3339 time, which becomes seconds since the epoch
 */
public record Figure(String path, double scale, Optional<Double> drop, boolean time) {}
