/**
 * The only way to Cloudflare: GraphQL documents, REST calls and the health probe, each with a
 * permit, on the terms that the API accepts now. Enter at {@link GatewayVerticle}. {@code breaker}
 * decides whom a failure is about, {@code document} what goes together into one call.
 */
package io.github.cfexporter.gateway;
