package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** Replies as Cloudflare sends them. */
public final class Replies {
  public static Reply json(int status, String body) {
    return new Reply(status, json(), Buffer.buffer(body));
  }

  public static Reply ok(String body) {
    return json(200, body);
  }

  public static Reply html(int status) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap().set("Content-Type", "text/html");
    return new Reply(status, headers, Buffer.buffer("<html><h1>Bad gateway</h1></html>"));
  }

  private static MultiMap json() {
    return MultiMap.caseInsensitiveMultiMap()
        .set("Content-Type", "application/json")
        .set("CF-Ray", "8a1b2c3d4e5f-FRA");
  }

  private Replies() {}
}
