package io.github.cfexporter.gateway;

import static io.github.cfexporter.settings.Tunables.GRAPHQL_NODES_PER_DOCUMENT;

import io.github.cfexporter.bus.Asked;
import io.github.cfexporter.cloudflare.Refusal;
import io.github.cfexporter.gateway.breaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.DocumentInFlight;
import io.github.cfexporter.gateway.document.DocumentPacker;
import io.github.cfexporter.gateway.document.DocumentQueue;
import io.github.cfexporter.gateway.document.DocumentQueue.Batch;
import io.github.cfexporter.gateway.document.NodeCaps;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.gateway.document.WindowPolicy;
import io.github.cfexporter.limiter.Payer;
import io.github.cfexporter.runtime.Time;
import io.github.cfexporter.settings.Settings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * When documents leave, and with what: planned nodes of one batch wait together for a permit, those
 * that failed lately and those of an open circuit wait for a probe. Windows are chosen when the permit
 * has come. What follows from an answer is the business of whoever sends.
 */
final class DocumentScheduler {
  /** Questions of one tick arrive within a few milliseconds of each other. */
  private static final long JOIN_MILLIS = 20;

  private static final long SOONEST_PROBE_MILLIS = 100;

  private final Supplier<Settings> settings;
  private final Time time;
  private final Calls calls;
  private final DocumentTerms terms;
  private final CircuitBreakers breakers;
  private final Sender sender;
  private final DocumentQueue queue = new DocumentQueue();
  private final NodeCaps caps = new NodeCaps();

  /** Sends a document whose permit has come. */
  @FunctionalInterface
  interface Sender {
    /** Sends it, as a probe if the circuit breaker has asked for it. */
    void send(Route route, Payer payer, DocumentInFlight fetch, Optional<Probe> probe);
  }

  DocumentScheduler(
      Supplier<Settings> settings,
      Time time,
      Calls calls,
      DocumentTerms terms,
      CircuitBreakers breakers,
      Sender sender) {
    this.settings = settings;
    this.time = time;
    this.calls = calls;
    this.terms = terms;
    this.breakers = breakers;
    this.sender = sender;
  }

  /**
   * Lets planned nodes wait for a permit together with the others of their batch; those that failed lately
   * wait for a probe, and nobody waits for them.
   */
  void board(Route route, Collection<PlannedNode> plannedNodes) {
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
    queue.add(route, wellKnown).forEach(batch -> time.after(JOIN_MILLIS, () -> askFor(batch)));
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
      hold(route, queue.leave(batch));
    } else {
      Payer payer = terms.payer(route);
      calls.permit(payer, queue.dueSince(batch)).onSuccess(permit -> depart(batch, payer));
    }
  }

  /** The permit has come: it is for the first document for which anything is due. */
  private void depart(Batch batch, Payer payer) {
    Route route = batch.route();
    if (breakers.isOpen(route)) {
      hold(route, queue.leave(batch));
      return;
    }
    boolean departed = false;
    while (!departed && queue.remains(batch)) {
      Optional<DocumentInFlight> fetch = choose(route, queue.next(batch, nodes(route)));
      fetch.ifPresent(chosen -> sender.send(route, payer, chosen, Optional.empty()));
      departed = fetch.isPresent();
    }
    if (queue.remains(batch)) {
      askFor(batch);
    }
  }

  private void hold(Route route, Collection<PlannedNode> plannedNodes) {
    breakers.of(route).hold(plannedNodes);
    planProbe(route);
  }

  /** Looks for the next probe when there may be one. */
  void planProbe(Route route) {
    RouteState state = breakers.of(route);
    OptionalLong at = state.breaker().nextProbeAt(!state.held().isEmpty(), breakers.searchTimes());
    time.cancel(state.timer());
    state.timer(RouteState.NO_TIMER);
    if (at.isPresent()) {
      long delay = Math.max(SOONEST_PROBE_MILLIS, at.getAsLong() - time.millis());
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

  void fetch(Route route, List<PlannedNode> plannedNodes, Optional<Probe> probe) {
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
            fetch -> sender.send(route, payer, fetch, probe),
            () -> probe.ifPresent(unused -> notProbed(route, unused)));
  }

  private Optional<DocumentInFlight> choose(Route route, List<PlannedNode> plannedNodes) {
    return DocumentInFlight.of(
        route.account(), plannedNodes, new WindowPolicy(settings.get(), time.seconds()));
  }

  /** Other budgets hold for a credential now: what waits for the former one asks for a new permit. */
  void askOtherwise(String credential) {
    queue.batches().stream()
        .filter(batch -> batch.route().credential().equals(credential))
        .forEach(this::askFor);
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

  /** Halves what one document of the account may hold, if that helps; returns whether it does. */
  boolean shrink(Route route, DocumentInFlight fetch, Refusal refusal) {
    int nodes = fetch.document().nodes();
    boolean helps = NodeCaps.helps(refusal, nodes, settings.get().get(GRAPHQL_NODES_PER_DOCUMENT));
    if (helps) {
      caps.shrink(route.account(), nodes, refusal, time.millis());
    }
    return helps;
  }

  /** Takes out some of what waits. */
  List<PlannedNode> take(Predicate<PlannedNode> some) {
    List<PlannedNode> taken = new ArrayList<>(breakers.take(some));
    taken.addAll(queue.take(some));
    return taken;
  }

  /** Forgets an account that is gone; returns what waited. */
  List<PlannedNode> forget(String account) {
    caps.forget(account);
    return queue.forget(account);
  }

  /** Most zones times sources of one document at the moment. */
  int nodes(Route route) {
    int configured = settings.get().get(GRAPHQL_NODES_PER_DOCUMENT);
    return Math.min(configured, caps.of(route.account(), time.millis()));
  }
}
