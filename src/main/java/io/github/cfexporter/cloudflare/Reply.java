package io.github.cfexporter.cloudflare;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/** What came back, whatever its status: refusals are told by the body. */
public record Reply(int status, MultiMap headers, Buffer body) {
  /** Cloudflare's id of the request; empty when it told none. */
  public String ray() {
    return Optional.ofNullable(headers.get("cf-ray")).orElse("");
  }

  public RateHeaders rate() {
    return RateHeaders.parse(headers);
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }
}
