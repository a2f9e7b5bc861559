package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import java.time.Duration;

/** Sends a call again where nothing came, or a failure of Cloudflare's that passes. */
final class PatientTransport implements Transport {
  private static final int MOST_TRIES = 5;
  private static final long FIRST_PAUSE = 2_000;
  private static final long LONGEST_PAUSE = 300_000;

  private final Transport transport;
  private final Time time;

  PatientTransport(Transport transport, Time time) {
    this.transport = transport;
    this.time = time;
  }

  @Override
  public Future<Reply> send(Call call) {
    return send(call, 1);
  }

  private Future<Reply> send(Call call, int tries) {
    long usual = FIRST_PAUSE << (tries - 1);
    return transport
        .send(call)
        .compose(
            reply -> mayPass(reply) && tries < MOST_TRIES
                ? again(call, tries, closing(reply), usual)
                : Future.succeededFuture(reply),
            cause -> mayPass(cause) && tries < MOST_TRIES
                ? again(call, tries, Duration.ZERO, usual)
                : Future.failedFuture(cause));
  }

  private Future<Reply> again(Call call, int tries, Duration wanted, long usual) {
    long pause = Math.min(LONGEST_PAUSE, Math.max(usual, wanted.toMillis()));
    return time.passing(pause).compose(passed -> send(call, tries + 1));
  }

  /** How long Cloudflare wants to be left alone, of a reply that nobody reads. */
  private static Duration closing(Reply reply) {
    reply.close();
    return reply.rate().pause().orElse(Duration.ZERO);
  }

  private static boolean mayPass(Reply reply) {
    return reply.status() == 429 || reply.status() >= 500;
  }

  private static boolean mayPass(Throwable cause) {
    return cause instanceof CloudflareException unanswered
        && (unanswered.refusal() instanceof Refusal.Temporary
            || unanswered.refusal() instanceof Refusal.TimedOut);
  }
}
