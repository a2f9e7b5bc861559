package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.HEALTH_CHECK_CACHE_TTL;

import io.github.cfexporter.bus.Messages;
import io.github.cfexporter.bus.Ping;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.report.Health;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.function.Supplier;

/** Asks both APIs whether they answer, at most once per {@code healthCheckCacheTtlSeconds}. */
public final class HealthProbe {
  private final Vertx vertx;
  private final Supplier<Settings> settings;
  private final Time time;
  private Future<Health> latest = Future.failedFuture("never asked");
  private long askedAt;

  public HealthProbe(Vertx vertx, Supplier<Settings> settings, Time time) {
    this.vertx = vertx;
    this.settings = settings;
    this.time = time;
  }

  /** The latest result; requests that come while an answer is awaited share it. */
  public synchronized Future<Health> health() {
    long ttl = settings.get().get(HEALTH_CHECK_CACHE_TTL).toMillis();
    boolean fresh = latest.succeeded() && time.millis() < askedAt + ttl;
    if (latest.isComplete() && !fresh) {
      askedAt = time.millis();
      latest = ask();
    }
    return latest;
  }

  private Future<Health> ask() {
    Future<Ping.Answer> rest = ping(Api.REST);
    Future<Ping.Answer> graphql = ping(Api.GRAPHQL);
    return Future.all(rest, graphql)
        .map(both -> new Health(
            Instant.ofEpochMilli(time.millis()), check(rest.result()), check(graphql.result())));
  }

  private Future<Ping.Answer> ping(Api api) {
    return vertx
        .eventBus()
        .<Ping.Answer>request(Ping.ADDRESS, new Ping(api), Messages.PATIENT)
        .map(reply -> reply.body());
  }

  private static Health.Check check(Ping.Answer pinged) {
    return pinged
        .failure()
        .map(cause -> Health.Check.failed(pinged.millis(), cause.code().name(), cause.getMessage()))
        .orElseGet(() -> Health.Check.passed(pinged.millis()));
  }
}
