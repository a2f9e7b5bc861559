package io.github.cfexporter.backfill;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.transport.Transport;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.limiter.Limiter;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.limiter.Request;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets calls out that the exporter beside leaves. The law: in any five minutes, the calls of both are
 * never more than the budget, as long as what the exporter uses in five minutes does not grow by more
 * than a tenth of the budget over the most that it told of in the ten minutes before. What was not seen
 * yet counts as half of the budget. While the exporter does not answer, no call leaves. Where no
 * exporter is named, half of the budget is left for one.
 *
 * <p>What is let out is decided by a {@link Limiter}, as the exporter's own calls are.
 */
final class CallBudget {
  private static final Logger logger = LoggerFactory.getLogger(CallBudget.class);

  private static final long LOOK_MILLIS = 5_000;

  /** So long an exporter may be silent, such as while it is started anew. */
  private static final long PATIENCE_MILLIS = 600_000;

  private final Optional<Supplier<Future<Map<Api, BudgetUse>>>> exporter;
  private final Time time;
  private final ExporterPeak peak;
  private final boolean divisible;
  private final Limiter limiter;
  private final Map<Long, Promise<Void>> waiting = new TreeMap<>();
  private long requests;
  private long lookedAt = Long.MIN_VALUE / 2;
  private long answeredAt;
  private boolean silent;
  private boolean crowded;
  private int made;

  /**
   * A budget of its own.
   *
   * @param whole calls that may leave in five minutes, by all who share a token
   * @param exporter tells what the one beside uses; empty where none is named
   */
  CallBudget(Budgets whole, Optional<Supplier<Future<Map<Api, BudgetUse>>>> exporter, Time time) {
    this.exporter = exporter;
    this.time = time;
    this.peak = new ExporterPeak(whole, time.steadyMillis());
    this.divisible = whole.graphql() > 1 && whole.rest() > 1;
    this.limiter = new Limiter(exporter.isPresent() ? peak.left() : half(whole));
  }

  private static Budgets half(Budgets whole) {
    return new Budgets(whole.graphql() / 2, whole.rest() / 2, whole.total() / 2);
  }

  /** How many calls were let out. */
  synchronized int made() {
    return made;
  }

  /**
   * Looks for the exporter; fails where it does not answer, for its name is most likely wrong, and where
   * no call would ever leave.
   */
  Future<Void> begin() {
    answeredAt = time.steadyMillis();
    return divisible
        ? exporter
            .map(asked -> asked.get().<Void>mapEmpty())
            .orElseGet(Future::succeededFuture)
            .recover(CallBudget::unknown)
        : Future.failedFuture(new BackfillException(
            "some of the budget is always left for an exporter, and of one call nothing would be"
                + " left: allowed are 2 or more for graphqlQueriesPer5Minutes and restCallsPer5Minutes",
            null));
  }

  private static Future<Void> unknown(Throwable cause) {
    return Future.failedFuture(new BackfillException(
        "--exporter: its metrics could not be read: " + cause.getMessage()
            + "; allowed is the URL of the metrics of an exporter that runs",
        cause));
  }

  /** The same transport, where each call waits until it may leave. */
  Transport over(Transport transport) {
    return call -> permit(payer(call)).compose(allowed -> transport.send(call));
  }

  private static Payer payer(Call call) {
    return call.isGraphql()
        ? Payer.graphql(call.credential(), "", false)
        : Payer.rest(call.credential(), "");
  }

  /** Completes when a call may leave; fails when the exporter is silent for too long. */
  synchronized Future<Void> permit(Payer payer) {
    Promise<Void> promise = Promise.promise();
    long id = requests++;
    waiting.put(id, promise);
    limiter.ask(new Request(id, payer, 0), time.steadyMillis());
    attempt(id);
    return promise.future();
  }

  private void attempt(long id) {
    look().onComplete(looked -> {
      if (looked.failed()) {
        giveUp(looked.cause());
      } else {
        issue(id);
      }
    });
  }

  private synchronized void issue(long id) {
    long now = time.steadyMillis();
    if (!silent) {
      for (long granted : limiter.grants(now)) {
        made++;
        waiting.remove(granted).complete();
      }
    }
    if (waiting.containsKey(id)) {
      long next = limiter.nextGrantAt(now).orElse(now) - now;
      time.after(
          Math.max(10, Math.min(LOOK_MILLIS, silent ? LOOK_MILLIS : next)), () -> attempt(id));
    }
  }

  private synchronized void giveUp(Throwable cause) {
    waiting.forEach((id, promise) -> {
      limiter.cancel(id);
      promise.fail(cause);
    });
    waiting.clear();
  }

  private synchronized Future<Void> look() {
    long now = time.steadyMillis();
    if (exporter.isEmpty() || now - lookedAt < LOOK_MILLIS) {
      return Future.succeededFuture();
    }
    lookedAt = now;
    return exporter.get().get().compose(this::told, this::untold);
  }

  private synchronized Future<Void> told(Map<Api, BudgetUse> uses) {
    long now = time.steadyMillis();
    answeredAt = now;
    silent = false;
    peak.add(uses, now);
    Budgets left = peak.left();
    if (left.graphql() == 0 && !crowded) {
      logger.warn("the exporter uses nearly all of its budget; the backfill waits for calls");
    }
    crowded = left.graphql() == 0;
    limiter.change(left);
    return Future.succeededFuture();
  }

  /** Started anew, it has much to catch up with, and nobody knows how much. */
  private synchronized Future<Void> untold(Throwable cause) {
    if (!silent) {
      logger.warn("the exporter does not answer and is waited for: cause={}", cause.getMessage());
    }
    silent = true;
    return time.steadyMillis() - answeredAt < PATIENCE_MILLIS
        ? Future.succeededFuture()
        : Future.failedFuture(new BackfillException(
            "the exporter does not answer any more: " + cause.getMessage()
                + "; without --exporter, half of the budget is left for one",
            cause));
  }
}
