package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import java.util.Optional;

/**
 * How a {@link Ping} went.
 *
 * @param millis from the question, the wait for a permit included, to the answer
 */
public record Pinged(long millis, Optional<CloudflareException> failure) {}
