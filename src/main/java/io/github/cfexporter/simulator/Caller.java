package io.github.cfexporter.simulator;

import io.github.cfexporter.simulator.world.Tokens;

/**
 * Who asks, when and in which mode.
 *
 * @param accountBased whether the call has the header {@code X-Rate-Limit-Type: account-based}
 */
public record Caller(Tokens.Token token, boolean accountBased, long nowMillis) {}
