package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Asks what zones and an account may do with datasets; answered by {@link Answer}.
 *
 * @param credential short id of what authorizes the call; empty for the only one
 */
public record EntitlementsAsk(String credential, Entitlements.Question question) {
  public static final String ADDRESS = "gateway.entitlements";

  /** Either limits, or why there are none. */
  public record Answer(Optional<Entitlements> entitlements, Optional<CloudflareException> failure) {
    /** Zones that the credential may not read: named by a refusal, or missing from limits. */
    public Set<String> refused(Collection<String> zones) {
      Set<String> refused = new HashSet<>();
      failure.map(CloudflareException::refusal).ifPresent(refusal -> {
        if (refusal instanceof Refusal.ZonesNotAuthorized unauthorized) {
          refused.addAll(unauthorized.zones());
        }
      });
      entitlements
          .filter(told -> told.faults().isEmpty())
          .ifPresent(told -> zones.stream()
              .filter(zone -> !told.limits().containsKey(zone))
              .forEach(refused::add));
      refused.retainAll(zones);
      return refused;
    }
  }
}
