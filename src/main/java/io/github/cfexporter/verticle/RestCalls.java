package io.github.cfexporter.verticle;

import io.github.cfexporter.cloudflare.Rest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;

/** The REST resources as seen from a verticle: every page is a message to the gateway. */
final class RestCalls {

  /**
   * Resources of one account, or the list of accounts.
   *
   * @param credential short id of what authorizes the calls; empty for the only one
   * @param account empty for the list of accounts
   */
  static Rest of(Vertx vertx, Time time, String credential, String account) {
    return new Rest(path -> vertx
        .eventBus()
        .<RestAsked>request(
            RestAsk.ADDRESS,
            new RestAsk(path, credential, account, time.millis()),
            Messages.PATIENT)
        .map(Message::body)
        .compose(RestCalls::unwrap));
  }

  private static Future<JsonObject> unwrap(RestAsked answer) {
    return answer
        .envelope()
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(answer.failure().orElseThrow()));
  }

  private RestCalls() {}
}
