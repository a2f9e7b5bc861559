package io.github.cfexporter.verticle;

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
  private final Doors doors;
  private Calls calls;
  private GraphqlClient graphql;
  private Fetching fetching;

  public GatewayVerticle(Ground ground, Telemetry telemetry) {
    this.ground = ground;
    this.settings = ground.settings();
    this.time = ground.time();
    this.telemetry = telemetry;
    this.doors = new Doors(time);
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
    fetching = new Fetching(settings, time, telemetry, calls, graphql, doors);
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
    Door door = doors.of(way);
    boolean probe = door.mayProbe(time.millis());
    if (door.isShut() && !probe) {
      message.reply(new EntitlementsAsked(Optional.empty(), Optional.of(door.cause())));
      return;
    }
    calls
        .permit(Api.GRAPHQL, way.account(), 0)
        .compose(permit -> graphql.entitlements(question, calls.isAccountBased()))
        .onSuccess(limits -> {
          message.reply(new EntitlementsAsked(Optional.of(limits), Optional.empty()));
          fetching.open(way);
        })
        .onFailure(failure -> message.reply(new EntitlementsAsked(
            Optional.empty(), Optional.of(failed(way, Calls.explained(failure), probe)))));
  }

  private void rest(Message<RestAsk> message) {
    RestAsk ask = message.body();
    Way way = Way.rest(ask);
    Door door = doors.of(way);
    boolean probe = door.mayProbe(time.millis());
    if (door.isShut() && !probe) {
      message.reply(new RestAsked(Optional.empty(), Optional.of(door.cause())));
      return;
    }
    calls
        .permit(Api.REST, ask.account(), ask.dueSince())
        .compose(permit -> calls.send(Call.get(ask.pathAndQuery())))
        .compose(this::envelope)
        .onSuccess(json -> {
          doors.open(way);
          message.reply(new RestAsked(Optional.of(json), Optional.empty()));
        })
        .onFailure(failure -> message.reply(new RestAsked(
            Optional.empty(), Optional.of(failed(way, Calls.explained(failure), probe)))));
  }

  /** Takes note of a failed call; a plan that does not include something is no failure. */
  private CloudflareException failed(Way way, CloudflareException cause, boolean probe) {
    calls.notePause(way.api(), way.account(), cause);
    if (Door.isShutBy(cause)) {
      fetching.shut(way, List.of(), cause, probe);
    } else {
      fetching.open(way);
    }
    if (!(cause.refusal() instanceof Refusal.PathRefused)) {
      telemetry.error(way.account(), cause);
    }
    return cause;
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
                .compose(this::envelope)
                .mapEmpty());
    Deadline.within(time, PING_MILLIS, answered)
        .onComplete(done -> message.reply(new Pinged(
            time.millis() - begun, Optional.ofNullable(done.cause()).map(Calls::explained))));
  }

  private void forget(Message<Forget> message) {
    fetching.forget(message.body().account());
  }

  private Future<JsonObject> envelope(Reply reply) {
    calls.noteBudgets(reply);
    return RestReply.read(vertx, reply);
  }
}
