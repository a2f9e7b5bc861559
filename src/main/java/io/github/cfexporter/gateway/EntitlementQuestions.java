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

  private Future<Entitlements> send(Route route, Entitlements.Question question) {
    Payer payer = terms.payer(route);
    return calls.permit(payer, 0).compose(permit -> {
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
