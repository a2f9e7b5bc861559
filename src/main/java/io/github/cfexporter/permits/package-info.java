/**
 * The rate limiter: one verticle in the cluster issues a permit for every call, and every node gets
 * its permits here. What it decides is in {@code limiter}; whose budget a call counts against is
 * decided beside it, by plain classes that are told the time.
 */
package io.github.cfexporter.permits;
