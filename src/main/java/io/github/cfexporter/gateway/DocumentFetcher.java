package io.github.cfexporter.gateway;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.report.Telemetry;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fetches data: takes questions apart into planned nodes for the scheduler, sends its documents, pins a
 * refusal on the planned node that caused it, and asks for what failed as the circuit breaker of its
 * route says.
 */
final class DocumentFetcher {
  /** Whoever still wants what has failed asks for it anew within so long. */
  private static final long ASKED_ANEW_MILLIS = 5_000;

  private final Time time;
  private final Telemetry telemetry;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final CircuitBreakers breakers;
  private final AnalyticsReaders readers;
  private final SchemaLack lack;
  private final DocumentScheduler scheduler;

  DocumentFetcher(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Calls calls,
      GraphqlClient graphql,
      DocumentTerms terms,
      CircuitBreakers breakers,
      Readers readers) {
    this.time = time;
    this.telemetry = telemetry;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
    this.breakers = breakers;
    this.readers = new AnalyticsReaders(readers, time);
    this.lack = new SchemaLack(time, telemetry);
    this.scheduler = new DocumentScheduler(settings, time, calls, terms, breakers, this::send);
  }

  /** What of it waits, and when that leaves. */
  DocumentScheduler scheduler() {
    return scheduler;
  }

  void join(Message<Ask> message) {
    PendingAsk question = new PendingAsk(message);
    Ask ask = question.ask();
    Map<String, CloudflareException> lacking = lack.of(question);
    if (!lacking.isEmpty()) {
      Asked.Outcome outcome =
          new Asked.NotInSchema(lacking.values().iterator().next(), lacking.keySet());
      question.plannedNodes().forEach(planned -> planned.settle(outcome));
      return;
    }
    boolean zones = !ask.requests().get(0).zone().isEmpty();
    Map<String, List<PlannedNode>> byCredential = question.plannedNodes().stream()
        .collect(
            groupingBy(planned -> planned.request().credential(), LinkedHashMap::new, toList()));
    byCredential.forEach((credential, plannedNodes) ->
        scheduler.board(Route.graphql(credential, ask.account(), zones), plannedNodes));
  }

  private void send(Route route, Payer payer, DocumentInFlight fetch, Optional<Probe> probe) {
    DocumentTerms.Sent sent = terms.sent(route, payer, fetch.plannedNodes());
    telemetry
        .documents()
        .sent(
            fetch.plannedNodes().stream()
                .map(node -> node.pending().ask().kind())
                .collect(toSet()),
            () -> GraphqlClient.text(fetch.document(), sent.wording()));
    graphql
        .ask(fetch.document(), sent.wording(), Calls.caller(payer), fetch::sink)
        .onSuccess(answer -> settle(sent, fetch, answer, probe))
        .onFailure(cause -> refused(sent, fetch, Calls.explained(cause), probe));
  }

  /** Counts what is clean, and asks again for what an error beside the data has spoilt. */
  private void settle(
      DocumentTerms.Sent sent, DocumentInFlight fetch, Answer answer, Optional<Probe> probe) {
    Route route = sent.route();
    terms.answered(sent);
    terms.faulted(answer.faults());
    answer.cost().ifPresent(telemetry::graphqlCost);
    List<PlannedNode> clean = new ArrayList<>();
    List<PlannedNode> spoilt = new ArrayList<>();
    List<PlannedNode> unfinished = new ArrayList<>();
    for (PlannedNode planned : fetch.plannedNodes()) {
      if (fetch.isClean(planned, answer)) {
        lack.answered(planned);
        clean.add(planned);
        fetch.read(planned, answer).ifPresent(unfinished::add);
      } else {
        spoilt.add(planned);
      }
    }
    if (!clean.isEmpty()) {
      answered(route, clean, probe);
    }
    scheduler.board(route, unfinished);
    if (!spoilt.isEmpty()) {
      RefusalHandler.ofPartial(fetch, answer, spoilt).carryOut(this, scheduler, route, probe);
    }
  }

  private void refused(
      DocumentTerms.Sent sent,
      DocumentInFlight fetch,
      CloudflareException cause,
      Optional<Probe> probe) {
    Route route = sent.route();
    if (terms.refused(sent, cause)) {
      calls.notePause(route, cause);
      scheduler.fetch(
          route,
          fetch.plannedNodes(),
          probe); // the very same: the terms know them by their identity
      return;
    }
    Optional<SchemaRefusalHandler> lacking = SchemaRefusalHandler.of(fetch, cause);
    if (lacking.isPresent()) {
      answered(route, fetch.plannedNodes(), probe);
      lacking.get().carryOut(this, scheduler, route);
    } else {
      RefusalHandler.of(fetch, cause).carryOut(this, scheduler, route, probe);
    }
  }

  void notInSchema(Route route, String what, CloudflareException cause) {
    lack.found(route, what, cause);
  }

  /** Something came through: what was kept for it may go, too. */
  void answered(Route route, Collection<PlannedNode> good, Optional<Probe> probe) {
    scheduler.board(route, breakers.answered(route, CircuitBreakers.keys(good), probe));
    scheduler.planProbe(route);
  }

  /** Whether a planned node is known to fail while others are answered. */
  boolean failsAlone(Route route, PlannedNode planned) {
    return breakers.of(route).breaker().failsAlone(planned.key());
  }

  /**
   * Planned nodes failed and it is not known whom that is about: whoever still wants them asks anew, each
   * for itself, and they are fetched as the circuit breaker says.
   */
  void failed(
      Route route,
      Collection<PlannedNode> plannedNodes,
      Set<SourceZone> named,
      CloudflareException cause,
      Optional<Probe> probe) {
    telemetry.error(route.account(), cause);
    calls.notePause(route, cause);
    plannedNodes.forEach(planned -> telemetry.fetched(planned.pending().ask().kind(), "failed"));
    boolean left = readers.isLeftToAnother(route, cause);
    Asked.Outcome outcome = left ? new Asked.NotDue() : new Asked.Apart(Optional.of(cause));
    Set<SourceZone> keys = CircuitBreakers.keys(plannedNodes);
    breakers.failed(route, keys, named, cause, probe);
    breakers.of(route).expect(keys, time.millis() + ASKED_ANEW_MILLIS);
    plannedNodes.forEach(planned -> planned.settle(outcome));
    if (left) {
      giveBack(); // another credential may be let in
    }
    scheduler.board(route, breakers.of(route).release());
    scheduler.planProbe(route);
  }

  /** Other credentials are there, or let in: what was shut because one was not is tried again. */
  void reassign(CredentialsChanged change) {
    breakers
        .forgetCredentials(change.present())
        .forEach(planned -> planned.settle(new Asked.NotDue()));
    giveBack();
    breakers.forgetForbidden(change.valid()).forEach(scheduler::board);
  }

  /** What waits for a credential that reads no longer is asked for anew, from the same watermark. */
  private void giveBack() {
    scheduler.take(readers::isMoved).forEach(planned -> planned.settle(new Asked.NotDue()));
  }

  /** Forgets an account that is gone. */
  void forget(String account) {
    breakers.forget(account).forEach(planned -> planned.settle(new Asked.NotDue()));
    terms.forget(account);
    scheduler.forget(account).forEach(planned -> planned.settle(new Asked.NotDue()));
  }

  /**
   * Asks for the planned nodes again after a pause, which the limiter sees to. What is refused so again and
   * again is searched like any other failure: one zone must not make its neighbours wait for ever.
   */
  void againAfterPause(
      Route route,
      List<PlannedNode> plannedNodes,
      CloudflareException cause,
      Optional<Probe> probe) {
    if (breakers.of(route).pausedAgain(CircuitBreakers.keys(plannedNodes))) {
      failed(route, plannedNodes, Set.of(), cause, probe);
      return;
    }
    telemetry.error(route.account(), cause);
    calls.notePause(route, cause);
    probe.ifPresent(breakers.of(route).breaker()::notProbed);
    scheduler.board(route, plannedNodes);
    scheduler.planProbe(route);
  }
}
