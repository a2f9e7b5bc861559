package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/**
 * One request to Cloudflare's API.
 *
 * @param pathAndQuery below the base URL, such as {@code /zones?page=2}
 * @param headers beside those that every request has; never the token
 * @param body empty when there is none
 */
public record Call(HttpMethod method, String pathAndQuery, MultiMap headers, Buffer body) {
  public static Call get(String pathAndQuery) {
    return new Call(
        HttpMethod.GET, pathAndQuery, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
  }

  public static Call post(String pathAndQuery, Buffer json) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
    return new Call(HttpMethod.POST, pathAndQuery, headers, json);
  }
}
