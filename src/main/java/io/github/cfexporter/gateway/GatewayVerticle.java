package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.NetworkSettings.REQUEST_TIMEOUT;
import static io.github.cfexporter.settings.Tunables.GRAPHQL_QUERIES_PER_5_MINUTES;
import static io.github.cfexporter.settings.Tunables.METRIC_REFRESH_INTERVAL;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.bus.EntitlementsAsk;
import io.github.cfexporter.bus.Forget;
import io.github.cfexporter.bus.Ping;
import io.github.cfexporter.bus.Release;
import io.github.cfexporter.bus.RestAsk;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.limiter.Request;
import io.github.cfexporter.permits.Permits;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.NodeContext;
import io.github.cfexporter.runtime.ServerTime;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The only door to Cloudflare: every call waits for a permit here, and none goes out while its like
 * have just failed.
 */
public final class GatewayVerticle extends VerticleBase {
  private final NodeContext nodeContext;
  private final Supplier<Settings> settings;
  private final ServerTime time;
  private final Telemetry telemetry;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final CircuitBreakers breakers;
  private final ResourceBreakers resources;
  private final Readers readers;
  private Calls calls;
  private GraphqlClient graphql;
  private DocumentTerms terms;
  private EntitlementQuestions entitlements;
  private DocumentFetcher fetching;
  private AuditQuestions audits;

  public GatewayVerticle(NodeContext nodeContext, Readers readers, Telemetry telemetry) {
    this.nodeContext = nodeContext;
    this.readers = readers;
    this.settings = nodeContext.settings();
    this.time = nodeContext.time();
    this.telemetry = telemetry;
    this.breakers = new CircuitBreakers(
        time,
        telemetry.conditions().notices(),
        () -> settings.get().get(GRAPHQL_QUERIES_PER_5_MINUTES),
        () -> nodeContext.member().ownership().holders().size());
    this.resources = new ResourceBreakers(time);
  }

  /** Whether calls have left of which the answer is awaited. May be asked from any thread. */
  public boolean isBusy() {
    return inFlight.get() > 0;
  }

  @Override
  public Future<?> start() {
    Permits permits = new Permits(vertx, time, nodeContext.member().ownership());
    calls = calls(permits);
    graphql = new GraphqlClient(vertx, calls::send);
    terms = new DocumentTerms(settings, time, telemetry);
    entitlements = new EntitlementQuestions(time, calls, graphql, terms);
    Pings pings = new Pings(time, calls, graphql, terms, readers);
    audits = audits(permits);
    fetching =
        new DocumentFetcher(settings, time, telemetry, calls, graphql, terms, breakers, readers);
    time.after(refreshMillis(), this::look);
    return Future.all(
        vertx.eventBus().localConsumer(Ask.ADDRESS, fetching::join).completion(),
        vertx
            .eventBus()
            .localConsumer(EntitlementsAsk.ADDRESS, this::entitlements)
            .completion(),
        vertx.eventBus().localConsumer(Ask.AUDIT_ADDRESS, audits::join).completion(),
        vertx.eventBus().localConsumer(RestAsk.ADDRESS, this::rest).completion(),
        vertx.eventBus().localConsumer(Ping.ADDRESS, pings::answer).completion(),
        vertx
            .eventBus()
            .localConsumer(CredentialsChanged.ADDRESS, this::credentialsChanged)
            .completion(),
        vertx.eventBus().localConsumer(Forget.ADDRESS, this::forget).completion(),
        vertx.eventBus().localConsumer(Release.ADDRESS, this::release).completion());
  }

  private AuditQuestions audits(Permits permits) {
    return new AuditQuestions(
        settings,
        time,
        payer -> permits.get(payer, Request.SPARE),
        calls::notePause,
        graphql,
        terms,
        breakers,
        readers,
        telemetry,
        route -> fetching.scheduler().nodes(route));
  }

  private Calls calls(Permits permits) {
    return new Calls(
        vertx,
        time,
        telemetry,
        permits,
        nodeContext.transports().get(),
        inFlight,
        TimeUnit.SECONDS.toMillis(settings.get().get(REQUEST_TIMEOUT)));
  }

  /** Goes first: before it is known what zones may ask, nothing of them can be. */
  private void entitlements(Message<EntitlementsAsk> message) {
    var question = message.body().question();
    Route route = Route.graphql(
        message.body().credential(), question.account(), !question.zones().isEmpty());
    if (!readers.isValid(route.credential())) {
      message.reply(new EntitlementsAsk.Answer(Optional.empty(), Optional.of(rejected())));
      return;
    }
    if (!breakers.admitsOthers(route)) {
      message.reply(
          new EntitlementsAsk.Answer(Optional.empty(), breakers.of(route).cause()));
      return;
    }
    entitlements
        .ask(route, question)
        .onSuccess(limits -> {
          message.reply(new EntitlementsAsk.Answer(Optional.of(limits), Optional.empty()));
          if (breakers.isForbidden(route)) {
            fetching.answered(route, List.of(), Optional.empty());
          }
        })
        .onFailure(failure -> {
          CloudflareException cause = Calls.explained(failure);
          notLimits(route, cause);
          message.reply(new EntitlementsAsk.Answer(Optional.empty(), Optional.of(cause)));
        });
  }

  private void notLimits(Route route, CloudflareException cause) {
    if (Calls.isForbidden(cause)) {
      fetching.failed(route, List.of(), Set.of(), cause, Optional.empty());
      return;
    }
    calls.notePause(route, cause);
    if (!(cause.refusal() instanceof Refusal.PathRefused)) {
      telemetry.error(route.account(), cause);
    }
  }

  private void rest(Message<RestAsk> message) {
    RestAsk ask = message.body();
    if (!ask.account().isEmpty() && !readers.isValid(ask.credential())) {
      message.reply(new RestAsk.Answer(Optional.empty(), Optional.of(rejected())));
      return;
    }
    Optional<CloudflareException> refusal = resources.refusal(ask);
    if (refusal.isPresent()) {
      message.reply(new RestAsk.Answer(Optional.empty(), refusal));
      return;
    }
    calls
        .get(Payer.rest(ask.credential(), ask.account()), ask.dueSince(), ask.pathAndQuery())
        .onSuccess(json -> {
          resources.answered(ask);
          message.reply(new RestAsk.Answer(Optional.of(json), Optional.empty()));
        })
        .onFailure(failure -> message.reply(new RestAsk.Answer(
            Optional.empty(), Optional.of(failed(ask, Calls.explained(failure))))));
  }

  /** Takes note of a failed call; a plan that does not include something is no failure. */
  private CloudflareException failed(RestAsk ask, CloudflareException cause) {
    calls.notePause(Route.rest(ask), cause);
    CloudflareException told = resources.failed(ask, cause);
    if (!(told.refusal() instanceof Refusal.PathRefused)) {
      telemetry.error(ask.account(), told);
    }
    return told;
  }

  /** Nothing is asked with a bad token until its verification succeeds: Cloudflare bans who does. */
  private static CloudflareException rejected() {
    return CloudflareException.unanswered(
        new Refusal.AuthFailed(), "Cloudflare does not let the credential in", null);
  }

  /** What waits for a credential that no longer reads is asked for again with the one that does. */
  private void credentialsChanged(Message<CredentialsChanged> message) {
    fetching.reassign(message.body());
    resources.reassign(message.body());
    audits.reassign();
  }

  /** Once a refresh: whether it is the budget of a credential that holds data back. */
  private void look() {
    int budget = settings.get().get(GRAPHQL_QUERIES_PER_5_MINUTES);
    for (String credential : terms.credentials()) {
      long wait = calls.longestWait(credential, budget);
      if (terms.look(credential, wait, refreshMillis(), calls.isPaused(credential))) {
        entitlements.askOtherwise(credential);
        fetching.scheduler().askOtherwise(credential);
      }
    }
    time.after(refreshMillis(), this::look);
  }

  private long refreshMillis() {
    return settings.get().get(METRIC_REFRESH_INTERVAL).toMillis();
  }

  private void forget(Message<Forget> message) {
    fetching.forget(message.body().account());
    resources.forget(message.body().account());
    audits.forget(message.body().account());
  }

  /** What others of its calls bring is for nobody; audits may wait for hours yet. */
  private void release(Message<Release> message) {
    audits.forget(message.body().account());
  }
}
