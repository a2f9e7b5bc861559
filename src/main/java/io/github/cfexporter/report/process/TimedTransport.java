package io.github.cfexporter.report.process;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.transport.PendingAnswer;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.limiter.Api;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Measures what each call takes. Failures count too: one that waited in vain took its time.
 *
 * @param timers one for each API
 */
record TimedTransport(Transport transport, Clock clock, Map<Api, Timer> timers)
    implements Transport {
  @Override
  public Future<Reply> send(Call call) {
    long began = clock.monotonicTime();
    return measured(call, began, transport.send(call));
  }

  @Override
  public Future<Reply> send(Call call, PendingAnswer pending) {
    long began = clock.monotonicTime();
    return measured(call, began, transport.send(call, pending));
  }

  private Future<Reply> measured(Call call, long began, Future<Reply> sent) {
    Timer timer = timers.get(call.isGraphql() ? Api.GRAPHQL : Api.REST);
    return sent.onComplete(
        ended -> timer.record(clock.monotonicTime() - began, TimeUnit.NANOSECONDS));
  }
}
