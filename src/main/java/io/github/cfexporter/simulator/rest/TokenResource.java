package io.github.cfexporter.simulator.rest;

import io.github.cfexporter.simulator.world.Tokens.Token;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code tokens/verify}: a user's tokens are verified in one place, an account's in another. */
public final class TokenResource {
  static final String USER_PATH = "/user/tokens/verify";
  static final String ACCOUNT_PATH = "/accounts/(\\w+)/tokens/verify";

  public static boolean isVerification(String path) {
    return path.equals(USER_PATH) || path.matches(ACCOUNT_PATH);
  }

  static JsonObject ofUser(Token token, long nowMillis) {
    if (token.isKey() || token.grant().owner().isPresent()) {
      throw invalid();
    }
    return verified(token, nowMillis);
  }

  static JsonObject ofAccount(String account, Token token, long nowMillis) {
    if (!token.grant().owner().filter(account::equals).isPresent()) {
      throw invalid();
    }
    return verified(token, nowMillis);
  }

  public static RestError invalid() {
    return RestError.of(401, 1000, "Invalid API Token");
  }

  private static JsonObject verified(Token token, long nowMillis) {
    String status = token.grant().status(nowMillis);
    JsonObject result = new JsonObject().put("id", token.id()).put("status", status);
    token
        .grant()
        .expiresAt()
        .ifPresent(at -> result.put(
            "expires_on",
            Instant.ofEpochMilli(at).truncatedTo(ChronoUnit.SECONDS).toString()));
    JsonObject message = new JsonObject()
        .put("code", 10000)
        .put("message", "This API Token is valid and " + status)
        .putNull("type");
    return Page.result(result).put("messages", new JsonArray().add(message));
  }

  private TokenResource() {}
}
