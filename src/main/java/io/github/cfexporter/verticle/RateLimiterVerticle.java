package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.RATE_LIMIT_MODE;
import static io.github.cfexporter.settings.Tunables.REST_CALLS_PER_5_MINUTES;

import io.github.cfexporter.cluster.PermitLog;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.limiter.Departure;
import io.github.cfexporter.limiter.Limiter;
import io.github.cfexporter.limiter.Request;
import io.github.cfexporter.settings.RateLimitMode;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Issues a permit for every call to Cloudflare; asked over the bus, one in the cluster. */
public final class RateLimiterVerticle extends VerticleBase {
  private static final long NO_TIMER = -1;

  private record Waiting(Message<PermitRequest> message, long since) {}

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final PermitLog log;
  private final Limiter limiter;
  private final Map<Long, Waiting> waiting = new HashMap<>();
  private long lastId;
  private long timer = NO_TIMER;
  private boolean stopped;

  public RateLimiterVerticle(
      Supplier<Settings> settings, Time time, Telemetry telemetry, PermitLog log) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.log = log;
    this.limiter = new Limiter(budgets());
  }

  @Override
  public Future<?> start() {
    return log.recall().compose(history -> {
      limiter.restore(history, time.millis());
      sampleBudgets();
      return Future.all(
          vertx.eventBus().consumer(PermitRequest.ADDRESS, this::queue).completion(),
          vertx.eventBus().consumer(RateNotice.ADDRESS, this::heed).completion(),
          SettingsChanged.listen(vertx.eventBus(), this::settingsChanged));
    });
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** Use of a budget ends by time alone, so it is looked at even while nobody asks. */
  private void sampleBudgets() {
    if (!stopped) {
      issue();
      telemetry.sampleBudgets();
      time.after(BudgetHistory.STEP.toMillis(), this::sampleBudgets);
    }
  }

  private void queue(Message<PermitRequest> message) {
    PermitRequest asked = message.body();
    long now = time.millis();
    long id = ++lastId;
    waiting.put(id, new Waiting(message, now));
    limiter.ask(new Request(id, asked.api(), asked.account(), asked.dueSince()), now);
    issue();
  }

  /** A larger budget helps those who wait already. */
  private void settingsChanged(SettingsChanged change) {
    if (change.concerns(GRAPHQL_QUERIES_PER_5_MINUTES, REST_CALLS_PER_5_MINUTES, RATE_LIMIT_MODE)) {
      issue();
    }
  }

  private void heed(Message<RateNotice> message) {
    RateNotice notice = message.body();
    long now = time.millis();
    long until = now + notice.seconds() * 1000L;
    if (notice.remaining() > 0) {
      limiter.slowDown(notice.api(), notice.remaining(), notice.seconds(), now);
    } else if (notice.account().isEmpty()) {
      limiter.pause(notice.api(), until, now);
    } else {
      limiter.pause(notice.api(), notice.account(), until, now);
    }
    issue();
  }

  private void issue() {
    long now = time.millis();
    limiter.change(budgets());
    List<Waiting> granted = limiter.grants(now).stream().map(waiting::remove).toList();
    if (!granted.isEmpty()) {
      release(granted, now);
    }
    for (Api api : Api.values()) {
      telemetry.budget(api, limit(api), limiter.remaining(api, now), limiter.waiting(api));
    }
    lookAgain(limiter.nextGrantAt(now), now);
  }

  /** A permit is on record before it is used, so that nobody who takes over can forget it. */
  private void release(List<Waiting> granted, long now) {
    List<Departure> departures = granted.stream()
        .map(one -> one.message().body())
        .map(asked -> new Departure(now, asked.api(), asked.account()))
        .toList();
    log.record(departures, now)
        .onSuccess(recorded -> granted.forEach(one -> {
          long waited = time.millis() - one.since();
          telemetry.permitIssued(one.message().body().api(), waited);
          one.message().reply(new Permit(waited));
        }))
        .onFailure(cause -> granted.forEach(one -> one.message().fail(1, cause.getMessage())));
  }

  private void lookAgain(OptionalLong at, long now) {
    if (timer != NO_TIMER) {
      time.cancel(timer);
      timer = NO_TIMER;
    }
    if (at.isPresent()) {
      timer = time.after(Math.max(1, at.getAsLong() - now), () -> {
        timer = NO_TIMER;
        issue();
      });
    }
  }

  private int limit(Api api) {
    return api == Api.GRAPHQL ? budgets().graphql() : budgets().rest();
  }

  private Budgets budgets() {
    Settings now = settings.get();
    return new Budgets(
        now.get(GRAPHQL_QUERIES_PER_5_MINUTES),
        now.get(REST_CALLS_PER_5_MINUTES),
        now.get(RATE_LIMIT_MODE) == RateLimitMode.ACCOUNT);
  }
}
