/**
 * Decides what to ask Cloudflare next, given how the calls before it ended: whom a failure is
 * about, and when to try again. Pure: time and chance are given. Enter at {@link CircuitBreaker}
 * for GraphQL, at {@link ResourceBreaker} for REST.
 */
package io.github.cfexporter.gateway.breaker;
