package io.github.cfexporter.bus;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Asks for one page of a REST resource; answered by {@link Answer}.
 *
 * @param pathAndQuery below the base URL
 * @param credential short id of what authorizes the call; empty for the only one
 * @param account that the call is about; empty when it is about none
 * @param dueSince milliseconds since the epoch since when the answer is wanted
 */
public record RestAsk(String pathAndQuery, String credential, String account, long dueSince) {
  public static final String ADDRESS = "gateway.rest";

  /** Either the whole envelope of a reply, or why there is none. */
  public record Answer(Optional<JsonObject> envelope, Optional<CloudflareException> failure) {}
}
