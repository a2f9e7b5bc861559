package io.github.cfexporter.cloudflare.transport;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Reply;
import io.vertx.core.Future;

/** Sends requests to Cloudflare. Fails with {@link CloudflareException}, nothing else. */
@FunctionalInterface
public interface Transport {
  /** Completes with any reply that arrived whole, refusals included. */
  Future<Reply> send(Call call);

  /** The same for a caller who wants to know what holds the answer up, and who may give it up. */
  default Future<Reply> send(Call call, PendingAnswer pending) {
    return send(call);
  }
}
