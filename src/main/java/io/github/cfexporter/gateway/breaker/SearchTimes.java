package io.github.cfexporter.gateway.breaker;

/**
 * When the next call of a search may leave, as far as the budget is concerned.
 *
 * @param narrowing to find out whom a failure is about
 * @param alone to see whether those who fail alone still do, for which no more than a part of the
 *     same calls is there
 */
public record SearchTimes(long narrowing, long alone) {}
