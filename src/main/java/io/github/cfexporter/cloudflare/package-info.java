/**
 * Speaks with Cloudflare: requests and answers of both APIs, documents written and answers read,
 * and what a refusal means. Enter at {@link io.github.cfexporter.cloudflare.graphql.GraphqlClient}, {@link io.github.cfexporter.cloudflare.rest.Rest} and {@link io.github.cfexporter.cloudflare.transport.HttpTransport};
 * {@link Refusals} is the table of refusals. Asks for no permit and tries nothing twice.
 */
package io.github.cfexporter.cloudflare;
