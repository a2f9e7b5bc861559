package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.graphql.Entitlements;

/**
 * Asks what zones and an account may do with datasets; answered by {@link EntitlementsAsked}.
 *
 * @param credential short id of what authorizes the call; empty for the only one
 */
public record EntitlementsAsk(String credential, Entitlements.Question question) {
  public static final String ADDRESS = "gateway.entitlements";
}
