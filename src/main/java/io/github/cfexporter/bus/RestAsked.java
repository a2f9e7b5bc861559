package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Either the whole envelope of a reply, or why there is none. */
public record RestAsked(Optional<JsonObject> envelope, Optional<CloudflareException> failure) {}
