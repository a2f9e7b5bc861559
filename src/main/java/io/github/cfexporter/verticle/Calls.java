package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.RATE_LIMIT_MODE;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RateHeaders;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.Transport;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.RateLimitMode;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Single calls: their permits, their deadline, and what their replies tell about the pace. */
final class Calls {
  private static final long TIMEOUT_MILLIS = 30_000;

  /** A refusal that tells no wait, or none to speak of, is not answered by asking at once. */
  private static final long SHORTEST_PAUSE_SECONDS = 5;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Permits permits;
  private final Transport transport;
  private final AtomicInteger inFlight;

  /** @param inFlight kept at the number of calls of which the answer is awaited */
  Calls(
      Supplier<Settings> settings,
      Time time,
      Permits permits,
      Transport transport,
      AtomicInteger inFlight) {
    this.settings = settings;
    this.time = time;
    this.permits = permits;
    this.transport = transport;
    this.inFlight = inFlight;
  }

  /** @param dueSince milliseconds since the epoch: whose data is oldest goes first */
  Future<Permit> permit(Api api, String account, long dueSince) {
    return permits.get(api, account, dueSince);
  }

  /** Sends a call that has its permit; an answer that comes too late is nobody's. */
  Future<Reply> send(Call call) {
    inFlight.incrementAndGet();
    Future<Reply> sent = transport.send(call);
    return Deadline.within(time, TIMEOUT_MILLIS, sent)
        .onFailure(late -> sent.onSuccess(Reply::close))
        .onComplete(answered -> inFlight.decrementAndGet());
  }

  boolean isAccountBased() {
    return settings.get().get(RATE_LIMIT_MODE) == RateLimitMode.ACCOUNT;
  }

  /** Tells the limiter to pause what a refusal names, for as long as it says. */
  void notePause(Api api, String account, CloudflareException cause) {
    if (cause.refusal() instanceof Refusal.RateLimited limited) {
      notice(api, limited.scopeTag().isPresent() ? account : "", 0, limited.pause());
    } else if (cause.refusal() instanceof Refusal.AuthBanned banned) {
      notice(Api.GRAPHQL, "", 0, banned.pause());
      notice(Api.REST, "", 0, banned.pause());
    }
  }

  /** Tells the limiter what the headers of a REST reply say is left. */
  void noteBudgets(Reply reply) {
    for (RateHeaders.Budget budget : reply.rate().budgets()) {
      int remaining = (int) Math.min(Integer.MAX_VALUE, budget.remaining());
      notice(Api.REST, "", remaining, budget.reset());
    }
  }

  private void notice(Api api, String account, int remaining, Duration told) {
    long seconds =
        remaining > 0 ? told.toSeconds() : Math.max(SHORTEST_PAUSE_SECONDS, told.toSeconds());
    permits.notice(new RateNotice(api, account, remaining, (int) seconds));
  }

  /** The client promises this type; anything else is a mistake of ours and must not go unseen. */
  static CloudflareException explained(Throwable cause) {
    return cause instanceof CloudflareException known
        ? known
        : CloudflareException.unanswered(
            new Refusal.Unexplained(CloudflareException.Code.UNKNOWN), cause.toString(), cause);
  }
}
