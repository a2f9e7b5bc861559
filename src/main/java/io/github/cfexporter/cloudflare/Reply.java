package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What came back, whatever its status: refusals are told by the body.
 *
 * @param body gone once the memory is given back
 * @param memory that the body takes, to be given back when it has been read
 */
public record Reply(int status, MultiMap headers, Buffer body, Runnable memory) {
  /** A reply of which nobody counts the bytes. */
  public Reply(int status, MultiMap headers, Buffer body) {
    this(status, headers, body, () -> {});
  }

  /** Gives back the memory; to be called when the body has been read, or will not be. */
  public void close() {
    memory.run();
  }

  /** Cloudflare's id of the request; empty when it told none. */
  public String ray() {
    return Optional.ofNullable(headers.get("cf-ray")).orElse("");
  }

  /**
   * When Cloudflare answered, by its own clock, in whole seconds. Empty for an answer that a cache on
   * the way kept, which says how old it is (RFC 9111 section 5.1).
   */
  public Optional<Instant> date() {
    return headers.contains("Age") ? Optional.empty() : RetryAfter.date(headers.get("Date"));
  }

  public RateHeaders rate() {
    return RateHeaders.parse(headers);
  }

  public boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
