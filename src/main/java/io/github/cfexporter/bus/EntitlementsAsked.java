package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import java.util.Optional;

/** Either limits, or why there are none. */
public record EntitlementsAsked(
    Optional<Entitlements> entitlements, Optional<CloudflareException> failure) {}
