package io.github.cfexporter.bus;

import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Payer;
import io.vertx.core.json.JsonObject;

/**
 * Asks for the right to make one call; answered by a {@link Permit} when the call may leave.
 *
 * @param id the same when the request is made again because an answer may be lost
 * @param payer whose budgets the call counts against
 * @param dueSince the instant, in milliseconds since the epoch, up to which the data is known: who
 *     lags most goes first
 */
public record PermitRequest(String id, Payer payer, long dueSince) {
  static final JsonCodec<PermitRequest> CODEC = new JsonCodec<>(
      "permit.request",
      PermitRequest.class,
      m -> new JsonObject()
          .put("id", m.id)
          .put("api", m.payer.api().name())
          .put("account", m.payer.account())
          .put("credential", m.payer.credential())
          .put("counted", m.payer.counted().name())
          .put("dueSince", m.dueSince),
      j -> new PermitRequest(
          j.getString("id"),
          new Payer(
              Api.valueOf(j.getString("api")),
              j.getString("credential", ""),
              j.getString("account"),
              Payer.Counted.valueOf(j.getString("counted", Payer.Counted.EITHER.name()))),
          j.getLong("dueSince")));

  /**
   * Where the limiter listens.
   *
   * @param node id of the one where it runs
   */
  public static String address(String node) {
    return "limiter.permit." + node;
  }

  /**
   * Leave to make one call at once.
   *
   * @param waitedMillis how long the request was queued
   */
  public record Permit(long waitedMillis) {
    static final JsonCodec<Permit> CODEC = new JsonCodec<>(
        "permit",
        Permit.class,
        m -> new JsonObject().put("waitedMillis", m.waitedMillis),
        j -> new Permit(j.getLong("waitedMillis")));
  }
}
