package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;

/**
 * Finds a REST resource that the credential may read, to see whether the API answers: not every token
 * may list accounts. Which one it was is remembered, so that a health check costs one call.
 */
final class RestPing {
  private static final List<String> PATHS =
      List.of("/accounts?page=1&per_page=5", "/zones?page=1&per_page=5", "/user/tokens/verify");

  /** A credential that may read none of them is not tried with all of them again and again. */
  private static final long SEARCHED_MILLIS = 300_000;

  private final Time time;
  private int path;
  private long searchAt;

  RestPing(Time time) {
    this.time = time;
  }

  /** @param get makes one call; the future fails with what Cloudflare refused */
  Future<Void> send(Function<String, Future<Void>> get) {
    return get.apply(PATHS.get(path)).recover(cause -> {
      boolean search = isForbidden(cause) && time.millis() >= searchAt;
      if (!search) {
        return Future.failedFuture(cause);
      }
      searchAt = time.millis() + SEARCHED_MILLIS;
      return search(get, 0, cause);
    });
  }

  private Future<Void> search(Function<String, Future<Void>> get, int index, Throwable cause) {
    if (index == PATHS.size()) {
      return Future.failedFuture(cause);
    }
    if (index == path) {
      return search(get, index + 1, cause);
    }
    return get.apply(PATHS.get(index))
        .onSuccess(done -> path = index)
        .recover(again ->
            isForbidden(again) ? search(get, index + 1, cause) : Future.failedFuture(again));
  }

  private static boolean isForbidden(Throwable cause) {
    return cause instanceof CloudflareException refused
        && refused.code() == CloudflareException.Code.API_AUTH_FAILED;
  }
}
