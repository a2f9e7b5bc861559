package io.github.cfexporter.limiter;

/**
 * A permit that was granted.
 *
 * @param at in milliseconds of the clock that the limiter is given
 */
public record Departure(long at, Payer payer) {}
