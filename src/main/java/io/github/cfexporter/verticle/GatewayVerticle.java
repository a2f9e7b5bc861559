package io.github.cfexporter.verticle;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;

import io.github.cfexporter.cloudflare.Call;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.GraphqlClient;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.Reply;
import io.github.cfexporter.cloudflare.RestReply;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The only door to Cloudflare: every call waits for a permit here, and none goes out while its like
 * have just failed.
 */
public final class GatewayVerticle extends VerticleBase {
  private static final long PING_MILLIS = 10_000;

  private final Ground ground;
  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final Routes routes;
  private final Resources resources;
  private Calls calls;
  private GraphqlClient graphql;
  private Fetching fetching;

  public GatewayVerticle(Ground ground, Telemetry telemetry) {
    this.ground = ground;
    this.settings = ground.settings();
    this.time = ground.time();
    this.telemetry = telemetry;
    this.routes = new Routes(
        time,
        () -> settings.get().get(GRAPHQL_QUERIES_PER_5_MINUTES),
        () -> ground.member().ownership().hands().size());
    this.resources = new Resources(time);
  }

  /** Whether calls have left of which the answer is awaited. May be asked from any thread. */
  boolean isBusy() {
    return inFlight.get() > 0;
  }

  @Override
  public Future<?> start() {
    Permits permits = new Permits(vertx, time, ground.member().ownership());
    calls = new Calls(settings, time, permits, ground.transports().get(), inFlight);
    graphql = new GraphqlClient(vertx, calls::send);
    fetching = new Fetching(settings, time, telemetry, calls, graphql, routes);
    return Future.all(
        vertx.eventBus().localConsumer(Ask.ADDRESS, fetching::join).completion(),
        vertx
            .eventBus()
            .localConsumer(EntitlementsAsk.ADDRESS, this::entitlements)
            .completion(),
        vertx.eventBus().localConsumer(RestAsk.ADDRESS, this::rest).completion(),
        vertx.eventBus().localConsumer(Ping.ADDRESS, this::ping).completion(),
        vertx.eventBus().localConsumer(Forget.ADDRESS, this::forget).completion());
  }

  /** Goes first: before it is known what zones may ask, nothing of them can be. */
  private void entitlements(Message<EntitlementsAsk> message) {
    var question = message.body().question();
    Way way = Way.graphql(question.account(), !question.zones().isEmpty());
    if (routes.isOpen(way)) {
      message.reply(new EntitlementsAsked(Optional.empty(), routes.of(way).cause()));
      return;
    }
    calls
        .permit(Api.GRAPHQL, way.account(), 0)
        .compose(permit -> graphql.entitlements(question, calls.isAccountBased()))
        .onSuccess(
            limits -> message.reply(new EntitlementsAsked(Optional.of(limits), Optional.empty())))
        .onFailure(failure -> {
          CloudflareException cause = Calls.explained(failure);
          calls.notePause(way.api(), way.account(), cause);
          if (!(cause.refusal() instanceof Refusal.PathRefused)) {
            telemetry.error(way.account(), cause);
          }
          if (Calls.isForbidden(cause)) {
            routes.failed(way, List.of(), Set.of(), cause, Optional.empty());
          }
          message.reply(new EntitlementsAsked(Optional.empty(), Optional.of(cause)));
        });
  }

  private void rest(Message<RestAsk> message) {
    RestAsk ask = message.body();
    Optional<CloudflareException> refusal = resources.refusal(ask);
    if (refusal.isPresent()) {
      message.reply(new RestAsked(Optional.empty(), refusal));
      return;
    }
    calls
        .permit(Api.REST, ask.account(), ask.dueSince())
        .compose(permit -> calls.send(Call.get(ask.pathAndQuery())))
        .map(this::envelope)
        .onSuccess(json -> {
          resources.answered(ask);
          message.reply(new RestAsked(Optional.of(json), Optional.empty()));
        })
        .onFailure(failure -> message.reply(
            new RestAsked(Optional.empty(), Optional.of(failed(ask, Calls.explained(failure))))));
  }

  /** Takes note of a failed call; a plan that does not include something is no failure. */
  private CloudflareException failed(RestAsk ask, CloudflareException cause) {
    calls.notePause(Api.REST, ask.account(), cause);
    CloudflareException told = resources.failed(ask, cause);
    if (!(told.refusal() instanceof Refusal.PathRefused)) {
      telemetry.error(ask.account(), told);
    }
    return told;
  }

  /** Health checks go first: they are few, cached, and somebody waits for them. */
  private void ping(Message<Ping> message) {
    long begun = time.millis();
    Api api = message.body().api();
    Future<Void> answered = calls
        .permit(api, "", 0)
        .compose(permit -> api == Api.GRAPHQL
            ? graphql.ping(calls.isAccountBased())
            : calls
                .send(Call.get("/accounts?page=1&per_page=5"))
                .map(this::envelope)
                .mapEmpty());
    Deadline.within(time, PING_MILLIS, answered)
        .onComplete(done -> message.reply(new Pinged(
            time.millis() - begun, Optional.ofNullable(done.cause()).map(Calls::explained))));
  }

  private void forget(Message<Forget> message) {
    fetching.forget(message.body().account());
    resources.forget(message.body().account());
  }

  private JsonObject envelope(Reply reply) {
    calls.noteBudgets(reply);
    return RestReply.read(reply);
  }
}
