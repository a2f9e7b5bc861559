/**
 * Speaks with Cloudflare: requests and answers of both APIs, documents written and answers read,
 * and what a refusal means. Enter at {@link GraphqlClient}, {@link Rest} and {@link HttpTransport};
 * {@link Refusals} is the table of refusals. Asks for no permit and tries nothing twice.
 */
package io.github.cfexporter.cloudflare;
