package io.github.cfexporter.catalog;

import java.time.Duration;

/**
 * When and for what time a source is asked.
 *
 * @param argument field of the filter that windows go by
 * @param granularity windows begin and end on multiples of it, counted from the epoch
 */
public record Timing(TimeArgument argument, Duration granularity) {}
