package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.cfexporter.bus.Ask;
import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.bus.CredentialsChanged;
import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.cloudflare.graphql.Answer;
import io.github.cfexporter.cloudflare.graphql.GraphqlClient;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.credentials.Permission;
import io.github.cfexporter.credentials.Readers;
import io.github.cfexporter.gateway.breaker.CircuitBreaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.DocumentQueue;
import io.github.cfexporter.gateway.document.DocumentQueue.Batch;
import io.github.cfexporter.gateway.document.NodeCaps;
import io.github.cfexporter.gateway.document.PendingAsk;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.gateway.document.WindowPolicy;
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
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Fetches data: joins questions into documents, chooses the windows when a document has its
 * permit, pins a refusal on the planned node that caused it, and asks for what failed as the circuit breaker
 * of its route says.
 */
final class DocumentFetcher {
  /** Questions of one tick arrive within a few milliseconds of each other. */
  private static final long JOIN_MILLIS = 20;

  /** Whoever still wants what has failed asks for it anew within so long, and usually so. */
  private static final long ASKED_ANEW_MILLIS = 5_000;

  private static final long USUALLY_MILLIS = 100;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Telemetry telemetry;
  private final Calls calls;
  private final GraphqlClient graphql;
  private final DocumentTerms terms;
  private final CircuitBreakers breakers;
  private final Readers readers;
  private final SchemaLack lack;
  private final DocumentQueue boarding = new DocumentQueue();
  private final NodeCaps caps = new NodeCaps();

  DocumentFetcher(
      Supplier<Settings> settings,
      Time time,
      Telemetry telemetry,
      Calls calls,
      GraphqlClient graphql,
      DocumentTerms terms,
      CircuitBreakers breakers,
      Readers readers) {
    this.settings = settings;
    this.time = time;
    this.telemetry = telemetry;
    this.calls = calls;
    this.graphql = graphql;
    this.terms = terms;
    this.breakers = breakers;
    this.readers = readers;
    this.lack = new SchemaLack(time, telemetry);
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
        board(Route.graphql(credential, ask.account(), zones), plannedNodes));
  }

  /**
   * Lets planned nodes wait for a permit together with the others of their batch; those that failed lately
   * wait for a probe, and nobody waits for them.
   */
  private void board(Route route, Collection<PlannedNode> plannedNodes) {
    List<PlannedNode> wellKnown = new ArrayList<>();
    boolean suspects = false;
    for (PlannedNode planned : plannedNodes) {
      if (breakers.of(route).breaker().isSuspect(planned.key())) {
        suspects = true;
        keep(route, planned);
      } else {
        wellKnown.add(planned);
      }
    }
    if (suspects) {
      planProbe(route);
    }
    boarding.add(route, wellKnown).forEach(batch -> time.after(JOIN_MILLIS, () -> askFor(batch)));
  }

  private void keep(Route route, PlannedNode planned) {
    if (planned.pending().isShared()) {
      planned.settle(new Asked.Apart(Optional.empty()));
    } else {
      breakers.of(route).keep(planned);
    }
  }

  /** One permit at a time for each batch, so that none comes for which nothing waits any more. */
  private void askFor(Batch batch) {
    Route route = batch.route();
    if (breakers.isOpen(route)) {
      hold(route, boarding.leave(batch));
    } else {
      Payer payer = terms.payer(route);
      calls.permit(payer, boarding.dueSince(batch)).onSuccess(permit -> depart(batch, payer));
    }
  }

  /** The permit has come: it is for the first document for which anything is due. */
  private void depart(Batch batch, Payer payer) {
    Route route = batch.route();
    if (breakers.isOpen(route)) {
      hold(route, boarding.leave(batch));
      return;
    }
    boolean departed = false;
    while (!departed && boarding.remains(batch)) {
      Optional<DocumentInFlight> fetch = choose(route, boarding.next(batch, nodes(route)));
      fetch.ifPresent(chosen -> send(route, payer, chosen, Optional.empty()));
      departed = fetch.isPresent();
    }
    if (boarding.remains(batch)) {
      askFor(batch);
    }
  }

  private void hold(Route route, Collection<PlannedNode> plannedNodes) {
    breakers.of(route).hold(plannedNodes);
    planProbe(route);
  }

  /** Looks for the next probe when there may be one. */
  private void planProbe(Route route) {
    RouteState state = breakers.of(route);
    OptionalLong at = state.breaker().nextProbeAt(!state.held().isEmpty(), breakers.searchTimes());
    time.cancel(state.timer());
    state.timer(RouteState.NO_TIMER);
    if (at.isPresent()) {
      long delay = Math.max(USUALLY_MILLIS, at.getAsLong() - time.millis());
      state.timer(time.after(delay, () -> probe(route)));
    }
  }

  private void probe(Route route) {
    RouteState state = breakers.of(route);
    List<List<PlannedNode>> held = DocumentPacker.pack(state.held(), nodes(route));
    state
        .breaker()
        .nextProbe(
            key -> state.isWanted(key, time.millis()),
            held.isEmpty() ? Set.of() : CircuitBreakers.keys(held.get(0)),
            breakers.searchTimes(),
            time.millis())
        .ifPresent(probe -> ask(route, probe, state.take(probe.asked())));
    board(route, state.release());
    planProbe(route);
  }

  private void ask(Route route, Probe probe, List<PlannedNode> plannedNodes) {
    if (plannedNodes.isEmpty()) {
      notProbed(route, probe);
      return;
    }
    if (probe.isSearch()) {
      breakers.searching();
    }
    List<PlannedNode> fitting =
        plannedNodes.stream().map(planned -> planned.atMost(nodes(route))).toList();
    fetch(route, fitting, Optional.of(probe));
  }

  private void notProbed(Route route, Probe probe) {
    breakers.of(route).breaker().notProbed(probe);
    planProbe(route);
  }

  private void fetch(Route route, List<PlannedNode> plannedNodes, Optional<Probe> probe) {
    Payer payer = terms.payer(route);
    calls
        .permit(payer, DocumentPacker.oldestWatermark(plannedNodes) * 1000)
        .onSuccess(permit -> leave(route, payer, plannedNodes, probe));
  }

  /** The permit has come: now is the time to choose windows, unless an outage came first. */
  private void leave(
      Route route, Payer payer, List<PlannedNode> plannedNodes, Optional<Probe> probe) {
    if (probe.isEmpty() && breakers.isOpen(route)) {
      hold(route, plannedNodes);
      return;
    }
    choose(route, plannedNodes)
        .ifPresentOrElse(
            fetch -> send(route, payer, fetch, probe),
            () -> probe.ifPresent(unused -> notProbed(route, unused)));
  }

  private Optional<DocumentInFlight> choose(Route route, List<PlannedNode> plannedNodes) {
    return DocumentInFlight.of(
        route.account(), plannedNodes, new WindowPolicy(settings.get(), time.seconds()));
  }

  private void send(Route route, Payer payer, DocumentInFlight fetch, Optional<Probe> probe) {
    DocumentTerms.Sent sent = terms.sent(route, payer, fetch.plannedNodes());
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
    board(route, unfinished);
    if (!spoilt.isEmpty()) {
      RefusalHandler.ofPartial(fetch, answer, spoilt).carryOut(this, route, probe);
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
      fetch(
          route,
          fetch.plannedNodes(),
          probe); // the very same: the terms know them by their identity
      return;
    }
    Optional<SchemaRefusalHandler> lacking = SchemaRefusalHandler.of(fetch, cause);
    if (lacking.isPresent()) {
      answered(route, fetch.plannedNodes(), probe);
      lacking.get().carryOut(this, route);
    } else {
      RefusalHandler.of(fetch, cause).carryOut(this, route, probe);
    }
  }

  void notInSchema(Route route, String what, CloudflareException cause) {
    lack.found(route, what, cause);
  }

  /** Other budgets hold for a credential now: what waits for the former one asks for a new permit. */
  void askOtherwise(String credential) {
    boarding.batches().stream()
        .filter(batch -> batch.route().credential().equals(credential))
        .forEach(this::askFor);
  }

  /** Something came through: what was kept for it may go, too. */
  void answered(Route route, Collection<PlannedNode> good, Optional<Probe> probe) {
    board(route, breakers.answered(route, CircuitBreakers.keys(good), probe));
    planProbe(route);
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
    boolean left = isLeftToAnother(route, cause);
    Asked.Outcome outcome = left ? new Asked.NotDue() : new Asked.Apart(Optional.of(cause));
    Set<SourceZone> keys = CircuitBreakers.keys(plannedNodes);
    breakers.failed(route, keys, named, cause, probe);
    breakers.of(route).expect(keys, time.millis() + ASKED_ANEW_MILLIS);
    plannedNodes.forEach(planned -> planned.settle(outcome));
    if (left) {
      giveBack(); // another credential may be let in
    }
    board(route, breakers.of(route).release());
    planProbe(route);
  }

  /** Whether the credential may not read an account, and another one takes its place. */
  private boolean isLeftToAnother(Route route, CloudflareException cause) {
    return !route.isOfZones()
        && !route.account().isEmpty()
        && cause.refusal() instanceof Refusal.AccountNotAuthorized
        && readers.refused(
            Permission.ACCOUNT_ANALYTICS, route.account(), "", route.credential(), time.millis());
  }

  /** Other credentials are there, or let in: what was shut because one was not is tried again. */
  void reassign(CredentialsChanged change) {
    breakers
        .forgetCredentials(change.present())
        .forEach(planned -> planned.settle(new Asked.NotDue()));
    giveBack();
    breakers.forgetForbidden(change.valid()).forEach(this::board);
  }

  /** What waits for a credential that reads no longer is asked for anew, from the same watermark. */
  private void giveBack() {
    breakers.take(this::isMoved).forEach(planned -> planned.settle(new Asked.NotDue()));
    boarding.take(this::isMoved).forEach(planned -> planned.settle(new Asked.NotDue()));
  }

  private boolean isMoved(PlannedNode planned) {
    String account = planned.pending().ask().account();
    String zone = planned.request().zone();
    Permission permission =
        zone.isEmpty() ? Permission.ACCOUNT_ANALYTICS : Permission.ZONE_ANALYTICS;
    return !readers
        .of(permission, account, zone, time.millis())
        .equals(planned.request().credential());
  }

  /** Forgets an account that is gone. */
  void forget(String account) {
    breakers.forget(account).forEach(planned -> planned.settle(new Asked.NotDue()));
    terms.forget(account);
    boarding.forget(account).forEach(planned -> planned.settle(new Asked.NotDue()));
    caps.forget(account);
  }

  /** Asks for the planned nodes again, each group as a call of its own, away from those that wait. */
  void again(Route route, List<List<PlannedNode>> groups) {
    for (List<PlannedNode> group : groups) {
      if (breakers.isOpen(route)) {
        hold(route, group);
      } else {
        DocumentPacker.pack(group, nodes(route))
            .forEach(packed -> fetch(route, packed, Optional.empty()));
      }
    }
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
    board(route, plannedNodes);
    planProbe(route);
  }

  /** Halves what one document of the account may hold, if that helps; returns whether it does. */
  boolean shrink(Route route, DocumentInFlight fetch, Refusal refusal) {
    int nodes = fetch.document().nodes();
    boolean helps = NodeCaps.helps(refusal, nodes, settings.get().get(GRAPHQL_NODES_PER_DOCUMENT));
    if (helps) {
      caps.shrink(route.account(), nodes, refusal, time.millis());
    }
    return helps;
  }

  private int nodes(Route route) {
    int configured = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    return Math.min(configured, caps.of(route.account(), time.millis()));
  }
}
