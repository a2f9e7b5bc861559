package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Entitlements;

/** Asks what zones and an account may do with datasets; answered by {@link EntitlementsAsked}. */
public record EntitlementsAsk(Entitlements.Question question) {
  static final String ADDRESS = "gateway.entitlements";
}
