package io.github.cfexporter.limiter;

/**
 * A permit that was granted.
 *
 * @param at in milliseconds of the clock that the limiter is given
 */
public record GrantedPermit(long at, Payer payer) {}
