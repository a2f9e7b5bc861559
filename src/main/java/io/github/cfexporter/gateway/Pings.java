package io.github.cfexporter.gateway;

import io.github.cfexporter.bus.Ping;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Api;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.runtime.Deadline;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Optional;

/** Answers whether each API of Cloudflare lets a call through, by making one. */
final class Pings {
  private static final long PING_MILLIS = 10_000;

  /** The question of every ping. */
  private static final List<String> PING = List.of("ping");

  private final Time time;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final Readers readers;
  private final RestPing restPing;

  Pings(Time time, Calls calls, GraphqlClient graphql, DocumentTerms terms, Readers readers) {
    this.time = time;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
    this.readers = readers;
    this.restPing = new RestPing(time);
  }

  /** Health checks go first: they are few, cached, and somebody waits for them. */
  void answer(Message<Ping> message) {
    long begun = time.millis();
    Api api = message.body().api();
    Future<Void> answered = api == Api.GRAPHQL ? pingGraphql() : pingRest();
    Deadline.within(time, PING_MILLIS, answered)
        .onComplete(done -> message.reply(new Ping.Answer(
            time.millis() - begun, Optional.ofNullable(done.cause()).map(Calls::explained))));
  }

  /** Again, when the ping was refused for its frame alone. */
  private Future<Void> pingGraphql() {
    Route route = Route.graphql(anyCredential(), "", false);
    Payer payer = terms.payer(route);
    return calls.permit(payer, 0).compose(permit -> {
      DocumentTerms.Sent sent = terms.sent(route, payer, PING);
      return graphql
          .ping(sent.wording(), Calls.caller(payer))
          .onSuccess(done -> terms.answered(sent))
          .recover(cause -> terms.refused(sent, Calls.explained(cause))
              ? pingGraphql()
              : Future.failedFuture(cause));
    });
  }

  private Future<Void> pingRest() {
    String credential = anyCredential();
    Payer payer = Payer.rest(credential, "");
    return restPing.send(path -> calls.get(payer, 0, path).mapEmpty());
  }

  /** The first that is let in. */
  private String anyCredential() {
    return readers.of(Permission.ACCOUNT_SETTINGS, "", "", time.millis());
  }
}
