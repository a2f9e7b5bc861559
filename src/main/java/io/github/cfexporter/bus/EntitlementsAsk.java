package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import java.util.Optional;

/**
 * Asks what zones and an account may do with datasets; answered by {@link Answer}.
 *
 * @param credential short id of what authorizes the call; empty for the only one
 */
public record EntitlementsAsk(String credential, Entitlements.Question question) {
  public static final String ADDRESS = "gateway.entitlements";

  /** Either limits, or why there are none. */
  public record Answer(
      Optional<Entitlements> entitlements, Optional<CloudflareException> failure) {}
}
