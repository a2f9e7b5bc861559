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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single calls: their permits, their deadline, and what their replies tell about the pace. */
final class Calls {
  private static final Logger logger = LoggerFactory.getLogger(Calls.class);

  private static final long TIMEOUT_MILLIS = 30_000;

  /** A refusal that tells no wait, or none to speak of, is not answered by asking at once. */
  private static final long SHORTEST_PAUSE_SECONDS = 5;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Permits permits;
  private final Transport transport;
  private final AtomicInteger inFlight;
  private final Map<String, Long> pausedUntil = new HashMap<>();

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
    return Deadline.within(time, TIMEOUT_MILLIS, transport.send(call))
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

  /** Whether a failure may be about the credential: the same call again would get it banned. */
  static boolean isForbidden(CloudflareException cause) {
    return cause.refusal().about() == Refusal.About.CREDENTIAL;
  }

  /** How long Cloudflare asks to wait; 0 when it does not. */
  static long pauseMillis(CloudflareException cause) {
    if (cause.refusal() instanceof Refusal.Temporary temporary) {
      return temporary.pause().toMillis();
    }
    return cause.refusal() instanceof Refusal.AuthBanned banned ? banned.pause().toMillis() : 0;
  }

  private void notice(Api api, String account, int remaining, Duration told) {
    long seconds =
        remaining > 0 ? told.toSeconds() : Math.max(SHORTEST_PAUSE_SECONDS, told.toSeconds());
    if (remaining == 0) {
      logPause(api, account, seconds);
    }
    permits.notice(new RateNotice(api, account, remaining, (int) seconds));
  }

  /** Once for each pause: others that meet it are no news. */
  private void logPause(Api api, String account, long seconds) {
    String where = api.word() + " " + account;
    long now = time.millis();
    if (now >= pausedUntil.getOrDefault(where, 0L)) {
      pausedUntil.put(where, now + seconds * 1000);
      logger.warn(
          "Cloudflare asks for a pause, calls wait: api={} account={} seconds={}",
          api.word(),
          account,
          seconds);
    }
  }

  /** The client promises this type; anything else is a mistake of ours and must not go unseen. */
  static CloudflareException explained(Throwable cause) {
    return cause instanceof CloudflareException known
        ? known
        : CloudflareException.unanswered(
            new Refusal.Unexplained(CloudflareException.Code.UNKNOWN), cause.toString(), cause);
  }
}
