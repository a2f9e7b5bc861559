package io.github.cfexporter.cloudflare.graphql;

/**
 * In whose name a GraphQL document is sent.
 *
 * @param credential short id of what it is authorized with, never the secret; empty for the only one
 * @param accountBased whether the call counts against the account's budget instead of the
 *     credential's, https://developers.cloudflare.com/analytics/graphql-api/limits/
 */
public record Caller(String credential, boolean accountBased) {}
