/**
 * HTTP to Cloudflare: connections, bounds on answers and on the memory of all of them together. Enter
 * at {@link HttpTransport}.
 */
package io.github.cfexporter.cloudflare.transport;
