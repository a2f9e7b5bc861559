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
 * @param credential short id of what authorizes it, by which the transport finds the secret; empty
 *     for the only one
 */
public record Call(
    HttpMethod method, String pathAndQuery, MultiMap headers, Buffer body, String credential) {
  private static final String GRAPHQL = "/graphql";

  public static Call get(String pathAndQuery) {
    return new Call(
        HttpMethod.GET, pathAndQuery, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(), "");
  }

  public static Call graphql(Buffer json) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "application/json");
    return new Call(HttpMethod.POST, GRAPHQL, headers, json, "");
  }

  /** Whether it asks the GraphQL API; else it asks for a REST resource. */
  public boolean isGraphql() {
    return pathAndQuery.equals(GRAPHQL);
  }

  /** The same call, authorized with another credential. */
  public Call with(String otherCredential) {
    return new Call(method, pathAndQuery, headers, body, otherCredential);
  }
}
