package io.github.cfexporter.verticle;

import io.github.cfexporter.limiter.Api;
import io.vertx.core.json.JsonObject;

/**
 * Asks for the right to make one call; answered by a {@link Permit} when the call may leave.
 *
 * @param id the same when the request is made again because an answer may be lost
 * @param account that the call is about; empty when it is about none
 * @param dueSince the instant, in milliseconds since the epoch, up to which the data is known: who
 *     lags most goes first
 */
public record PermitRequest(String id, Api api, String account, long dueSince) {
  static final JsonCodec<PermitRequest> CODEC = new JsonCodec<>(
      PermitRequest.class,
      m -> new JsonObject()
          .put("id", m.id)
          .put("api", m.api.name())
          .put("account", m.account)
          .put("dueSince", m.dueSince),
      j -> new PermitRequest(
          j.getString("id"),
          Api.valueOf(j.getString("api")),
          j.getString("account"),
          j.getLong("dueSince")));

  /** @param node id of the one where the limiter runs */
  static String address(String node) {
    return "limiter.permit." + node;
  }
}
