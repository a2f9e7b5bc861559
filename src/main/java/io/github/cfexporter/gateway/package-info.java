/**
 * Decides what to ask Cloudflare next, given how the calls before it ended: whom a failure is about,
 * and what has to wait for that to be known; which undocumented fields are asked for, and which
 * datasets and fields the API's schema lacks. The law of this room: an answer may only cost what it
 * is about. What that is, is found out by asking for less, not by the words of an error; words only
 * make it quicker. Enter at {@link io.github.cfexporter.gateway.CircuitBreaker} for GraphQL and at
 * {@link io.github.cfexporter.gateway.ResourceBreaker} for REST.
 *
 * <p>Pure: time and chance are given, and nothing is sent from here; the verticles perform it.
 */
package io.github.cfexporter.gateway;
