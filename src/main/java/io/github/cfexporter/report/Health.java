package io.github.cfexporter.report;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether Cloudflare answers us.
 *
 * @param timestamp when it was asked
 */
public record Health(Instant timestamp, Check cloudflareApi, Check graphqlApi) {

  public boolean healthy() {
    return cloudflareApi.healthy() && graphqlApi.healthy();
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("status", word(healthy()))
        .put("timestamp", timestamp.toString())
        .put(
            "checks",
            new JsonObject()
                .put("cloudflare_api", cloudflareApi.toJson())
                .put("graphql_api", graphqlApi.toJson()));
  }

  private static String word(boolean healthy) {
    return healthy ? "healthy" : "unhealthy";
  }

  /**
   * One question to one of Cloudflare's APIs.
   *
   * @param error what went wrong, with its code; both or neither
   */
  public record Check(
      boolean healthy, long latencyMillis, Optional<String> error, Optional<String> errorCode) {

    public static Check passed(long latencyMillis) {
      return new Check(true, latencyMillis, Optional.empty(), Optional.empty());
    }

    public static Check failed(long latencyMillis, String errorCode, String error) {
      return new Check(false, latencyMillis, Optional.of(error), Optional.of(errorCode));
    }

    private JsonObject toJson() {
      return new JsonObject()
          .put("status", word(healthy))
          .put("latency_ms", latencyMillis)
          .put("error", error.orElse(null))
          .put("error_code", errorCode.orElse(null));
    }
  }
}
