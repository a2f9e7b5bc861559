package io.github.cfexporter.bus;

import io.github.cfexporter.limiter.Api;

/** Asks whether an API of Cloudflare answers; answered by {@link Pinged}. */
public record Ping(Api api) {
  public static final String ADDRESS = "gateway.ping";
}
