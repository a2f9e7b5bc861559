package io.github.cfexporter.verticle;

import io.github.cfexporter.limiter.Api;

/** Asks whether an API of Cloudflare answers; answered by {@link Pinged}. */
public record Ping(Api api) {
  static final String ADDRESS = "gateway.ping";
}
