package io.github.cfexporter.simulator;

/**
 * Who asks, when and in which mode.
 *
 * @param accountBased whether the call has the header {@code X-Rate-Limit-Type: account-based}
 */
record Caller(Tokens.Token token, boolean accountBased, long nowMillis) {}
