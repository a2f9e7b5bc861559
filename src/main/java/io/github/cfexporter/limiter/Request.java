package io.github.cfexporter.limiter;

/**
 * A wish to make one call.
 *
 * @param id unique among the requests that wait
 * @param resource the account that the call is about, which has its own budget in account mode and
 *     can be paused alone; empty when it is about none
 * @param dueSince the smaller, the more urgent: the instant up to which the data is already there
 */
public record Request(long id, Api api, String resource, long dueSince) {}
