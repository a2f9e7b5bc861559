package io.github.cfexporter.bus;

import io.github.cfexporter.limiter.Api;
import io.vertx.core.json.JsonObject;

/**
 * What Cloudflare said about the pace, for the limiter: it can only make it slower.
 *
 * @param credential that is concerned, unless an account is named
 * @param account the only one concerned, whatever the credential; may be empty
 * @param remaining calls left until {@code seconds} have passed; 0 means a pause
 */
public record RateNotice(Api api, String credential, String account, int remaining, int seconds) {
  static final JsonCodec<RateNotice> CODEC = new JsonCodec<>(
      "rate.notice",
      RateNotice.class,
      m -> new JsonObject()
          .put("api", m.api.name())
          .put("credential", m.credential)
          .put("account", m.account)
          .put("remaining", m.remaining)
          .put("seconds", m.seconds),
      j -> new RateNotice(
          Api.valueOf(j.getString("api")),
          j.getString("credential", ""),
          j.getString("account"),
          j.getInteger("remaining"),
          j.getInteger("seconds")));

  /**
   * Where the limiter listens.
   *
   * @param node id of the one where it runs
   */
  public static String address(String node) {
    return "limiter.notice." + node;
  }
}
