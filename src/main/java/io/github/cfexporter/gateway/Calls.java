package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.PermitRequest;
import io.github.cfexporter.bus.RateNotice;
import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.RateHeaders;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.graphql.Caller;
import io.github.cfexporter.cloudflare.rest.RestReply;
import io.github.cfexporter.cloudflare.transport.PendingAnswer;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Limiter;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.permits.Permits;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Deadline;
import io.github.cfexporter.runtime.OutOfMemory;
import io.github.cfexporter.runtime.ServerTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Single calls: their permits, their deadline, and what their replies tell about the pace. */
public final class Calls {
  private static final Logger logger = LoggerFactory.getLogger(Calls.class);

  /** A refusal that tells no wait, or none to speak of, is not answered by asking at once. */
  private static final long SHORTEST_PAUSE_SECONDS = 5;

  private final Vertx vertx;
  private final ServerTime time;
  private final Telemetry telemetry;
  private final Permits permits;
  private final Transport transport;
  private final AtomicInteger inFlight;
  private final long timeoutMillis;
  private final Set<Waiting> waiting = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<String, Long> pausedUntil = new HashMap<>();
  private final Map<String, Long> pauseLoggedUntil = new HashMap<>();

  /** A call that waits for its permit, told apart by identity. */
  private record Waiting(Payer payer, long since) {
    boolean isForCredential() {
      return payer.api() == Api.GRAPHQL && !payer.isAccountBased();
    }
  }

  /**
   * Calls of one node.
   *
   * @param inFlight kept at the number of calls of which the answer is awaited
   * @param timeoutMillis how long an answer is waited for
   */
  Calls(
      Vertx vertx,
      ServerTime time,
      Telemetry telemetry,
      Permits permits,
      Transport transport,
      AtomicInteger inFlight,
      long timeoutMillis) {
    this.vertx = vertx;
    this.time = time;
    this.telemetry = telemetry;
    this.permits = permits;
    this.transport = transport;
    this.inFlight = inFlight;
    this.timeoutMillis = timeoutMillis;
  }

  /** @param dueSince milliseconds since the epoch: whose data is oldest goes first */
  Future<PermitRequest.Permit> permit(Payer payer, long dueSince) {
    Waiting one = new Waiting(payer, time.millis());
    waiting.add(one);
    return permits.get(payer, dueSince).onComplete(granted -> waiting.remove(one));
  }

  /**
   * How long a call may wait for the GraphQL budget of a credential, in milliseconds: as long as one has
   * waited already, and until the budget has let go all that wait; 0 when none does.
   *
   * @param budget calls in five minutes
   */
  long longestWait(String credential, int budget) {
    LongSummaryStatistics waits = waiting.stream()
        .filter(one -> one.isForCredential() && one.payer.credential().equals(credential))
        .mapToLong(one -> time.millis() - one.since)
        .summaryStatistics();
    return waits.getCount() == 0
        ? 0
        : waits.getMax() + waits.getCount() * Limiter.PERIOD_MILLIS / budget;
  }

  /** Whether Cloudflare has asked for a pause that still holds, of a credential or its accounts. */
  boolean isPaused(String credential) {
    return pausedUntil.getOrDefault(credential, 0L) > time.millis();
  }

  /**
   * Sends a call that has its permit. An answer that comes too late is nobody's; how long it waited
   * for memory of this process does not make it late.
   */
  Future<Reply> send(Call call) {
    inFlight.incrementAndGet();
    long began = time.steadyMillis();
    PendingAnswer pending = new PendingAnswer(time::steadyMillis);
    Future<Reply> sent = transport.send(call, pending);
    return Deadline.within(time, timeoutMillis, pending::heldMillis, sent)
        .onSuccess(reply -> noteDate(reply, began))
        .onFailure(late -> {
          pending.cancel();
          sent.onSuccess(Reply::close);
        })
        .onComplete(answered -> inFlight.decrementAndGet());
  }

  /**
   * One page of a REST resource, when there is a permit for it; fails with what Cloudflare refused.
   *
   * @param dueSince when it was needed, in milliseconds since the epoch; the oldest goes first
   */
  Future<JsonObject> get(Payer payer, long dueSince, String pathAndQuery) {
    String credential = payer.credential();
    return permit(payer, dueSince)
        .compose(permit -> send(Call.get(pathAndQuery).with(credential)))
        .compose(reply -> {
          noteBudgets(credential, reply);
          return RestReply.read(vertx, reply);
        });
  }

  /** In whose name a GraphQL call is sent that somebody pays for. */
  public static Caller caller(Payer payer) {
    return new Caller(payer.credential(), payer.isAccountBased());
  }

  /** First of all, because what follows from the answer goes by the time that it tells. */
  private void noteDate(Reply reply, long sent) {
    reply.date().ifPresent(date -> {
      time.heard(sent, date.toEpochMilli());
      time.tell(telemetry.conditions());
    });
  }

  /** Tells the limiter to pause what a refusal names, for as long as it says. */
  void notePause(Route route, CloudflareException cause) {
    if (cause.refusal() instanceof Refusal.RateLimited limited) {
      String account = limited.scopeTag().isPresent() ? route.account() : "";
      notice(route.api(), route.credential(), account, 0, limited.pause());
    } else if (cause.refusal() instanceof Refusal.AuthBanned banned) {
      notice(Api.GRAPHQL, route.credential(), "", 0, banned.pause());
      notice(Api.REST, route.credential(), "", 0, banned.pause());
    }
  }

  /** Tells the limiter what the headers of a REST reply say is left. */
  void noteBudgets(String credential, Reply reply) {
    for (RateHeaders.Budget budget : reply.rate().budgets()) {
      int remaining = (int) Math.min(Integer.MAX_VALUE, budget.remaining());
      notice(Api.REST, credential, "", remaining, budget.reset());
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

  private void notice(Api api, String credential, String account, int remaining, Duration told) {
    long seconds =
        remaining > 0 ? told.toSeconds() : Math.max(SHORTEST_PAUSE_SECONDS, told.toSeconds());
    if (remaining == 0) {
      pausedUntil.merge(credential, time.millis() + seconds * 1000, Math::max);
      logPause(api, credential, account, seconds);
    }
    permits.notice(new RateNotice(api, credential, account, remaining, (int) seconds));
  }

  /** Once for each pause: others that meet it are no news. */
  private void logPause(Api api, String credential, String account, long seconds) {
    String where = api.word() + " " + credential + " " + account;
    long now = time.millis();
    if (now >= pauseLoggedUntil.getOrDefault(where, 0L)) {
      pauseLoggedUntil.put(where, now + seconds * 1000);
      logger.warn(
          "Cloudflare asks for a pause, calls wait: api={} credential={} account={} seconds={}",
          api.word(),
          credential,
          account,
          seconds);
    }
  }

  /** The client promises this type; anything else is a mistake of ours and must not go unseen. */
  static CloudflareException explained(Throwable cause) {
    OutOfMemory.lookAt(cause); // it would become a mere message
    return cause instanceof CloudflareException known
        ? known
        : CloudflareException.unanswered(
            new Refusal.Unexplained(CloudflareException.Code.UNKNOWN), cause.toString(), cause);
  }
}
