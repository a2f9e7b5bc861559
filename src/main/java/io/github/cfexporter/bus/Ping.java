package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.limiter.Api;
import java.util.Optional;

/** Asks whether an API of Cloudflare answers; answered by {@link Answer}. */
public record Ping(Api api) {
  public static final String ADDRESS = "gateway.ping";

  /**
   * How a {@link Ping} went.
   *
   * @param millis from the question, the wait for a permit included, to the answer
   */
  public record Answer(long millis, Optional<CloudflareException> failure) {}
}
