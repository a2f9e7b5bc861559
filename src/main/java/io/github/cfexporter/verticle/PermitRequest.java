package io.github.cfexporter.verticle;

import io.github.cfexporter.limiter.Api;
import io.vertx.core.json.JsonObject;

/**
 * Asks for the right to make one call; answered by a {@link Permit} when the call may leave.
 *
 * @param account that the call is about; empty when it is about none
 * @param dueSince the instant, in milliseconds since the epoch, up to which the data is known: who
 *     lags most goes first
 */
public record PermitRequest(Api api, String account, long dueSince) {
  static final String ADDRESS = "limiter.permit";

  static final JsonCodec<PermitRequest> CODEC = new JsonCodec<>(
      PermitRequest.class,
      m -> new JsonObject()
          .put("api", m.api.name())
          .put("account", m.account)
          .put("dueSince", m.dueSince),
      j -> new PermitRequest(
          Api.valueOf(j.getString("api")), j.getString("account"), j.getLong("dueSince")));
}
