package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.UnknownName;
import io.github.cfexporter.cloudflare.graphql.Entitlements;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.runtime.Time;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for limits until there is an answer: what the {@code settings} of the API do not know is left
 * out of the question, so that the limits of all else are known.
 */
final class EntitlementQuestions {
  private static final Logger logger = LoggerFactory.getLogger(EntitlementQuestions.class);
  private static final Entitlements NOTHING = new Entitlements(Map.of(), List.of());

  private final Time time;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final SchemaGaps gaps = new SchemaGaps();
  private final Set<Waiting> waiting = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * A question that has no permit yet.
   *
   * @param payer completed by who pays for the first permit that comes
   */
  private record Waiting(Route route, Promise<Payer> payer) {}

  EntitlementQuestions(Time time, Calls calls, GraphqlClient graphql, DocumentTerms terms) {
    this.time = time;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
  }

  /** Fails with {@link CloudflareException}. */
  Future<Entitlements> ask(Route route, Entitlements.Question question) {
    Set<String> lacking = question.names().stream()
        .filter(name -> gaps.cause(gap(route, name), time.millis()).isPresent())
        .collect(Collectors.toSet());
    return question
        .without(lacking)
        .map(known -> send(route, known))
        .orElseGet(() -> Future.succeededFuture(NOTHING));
  }

  /** Other budgets hold for a credential now: what waits for the former one asks for a new permit. */
  void askOtherwise(String credential) {
    List.copyOf(waiting).stream()
        .filter(one -> one.route().credential().equals(credential))
        .forEach(this::askFor);
  }

  private Future<Payer> permit(Route route) {
    Waiting one = new Waiting(route, Promise.promise());
    waiting.add(one);
    askFor(one);
    return one.payer().future().onComplete(come -> waiting.remove(one));
  }

  private void askFor(Waiting one) {
    Payer payer = terms.payer(one.route());
    calls
        .permit(payer, 0)
        .onSuccess(permit -> one.payer().tryComplete(payer))
        .onFailure(cause -> one.payer().tryFail(cause));
  }

  private Future<Entitlements> send(Route route, Entitlements.Question question) {
    return permit(route).compose(payer -> {
      DocumentTerms.Sent sent = terms.sent(route, payer, List.of(question));
      return graphql
          .entitlements(question, sent.wording(), Calls.caller(payer))
          .onSuccess(told -> answered(sent, question, told))
          .recover(cause -> refused(sent, question, Calls.explained(cause)));
    });
  }

  private void answered(
      DocumentTerms.Sent sent, Entitlements.Question question, Entitlements told) {
    terms.answered(sent);
    terms.faulted(told.faults());
    question.names().forEach(name -> gaps.closed(gap(sent.route(), name)));
  }

  private Future<Entitlements> refused(
      DocumentTerms.Sent sent, Entitlements.Question question, CloudflareException cause) {
    Route route = sent.route();
    if (terms.refused(sent, cause)) {
      calls.notePause(route, cause);
      return send(route, question); // the very same: the terms know it by its identity
    } else if (!(cause.refusal() instanceof Refusal.Schema)) {
      return Future.failedFuture(cause);
    }
    Set<String> named =
        UnknownName.in(cause).stream().map(UnknownName::name).collect(Collectors.toSet());
    named.retainAll(question.names());
    if (named.isEmpty() && question.halves().isPresent()) {
      List<Entitlements.Question> halves = question.halves().get();
      return ask(route, halves.get(0))
          .compose(one -> ask(route, halves.get(1)).map(other -> one.and(other)));
    }
    Set<String> guilty = named.isEmpty() ? Set.copyOf(question.datasets()) : named;
    guilty.forEach(name -> leaveOut(route, name, cause));
    return ask(route, question);
  }

  private void leaveOut(Route route, String name, CloudflareException cause) {
    if (gaps.found(gap(route, name), cause, time.millis())) {
      logger.warn(
          "settings of the API do not know a name; its limits stay unknown: name={} cause=\"{}\"",
          name,
          cause.getMessage());
    }
  }

  private static String gap(Route route, String name) {
    return route.subject() + " " + name;
  }
}
