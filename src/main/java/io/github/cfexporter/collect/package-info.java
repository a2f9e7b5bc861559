/**
 * The query kinds: which windows are due, what was counted, and the lines that show it. Enter at
 * {@link QueryKindVerticle} for GraphQL, in {@code rest} for REST. Asks the gateway
 * over the event bus, adds to the counters of {@code cluster}.
 */
package io.github.cfexporter.collect;
