package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.gateway.breaker.CircuitBreaker;
import io.github.cfexporter.gateway.breaker.Failure;
import io.github.cfexporter.gateway.breaker.Finding;
import io.github.cfexporter.gateway.breaker.Probe;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.breaker.SearchTimes;
import io.github.cfexporter.gateway.document.PlannedNode;
import io.github.cfexporter.limiter.SearchAllowance;
import io.github.cfexporter.runtime.Notices;
import io.github.cfexporter.runtime.Time;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The circuit breakers of all ways over GraphQL. Tells the log when one opens and when it closes, and
 * when a source of a zone is found to fail by itself.
 */
final class CircuitBreakers {
  private static final Logger logger = LoggerFactory.getLogger(CircuitBreakers.class);

  /** The search that frees many goes on although many are known to fail alone. */
  static final double SHARE_OF_THOSE_ALONE = 0.5;

  private final Time time;
  private final FailureLog failureLog = new FailureLog(logger);
  private final Map<Route, RouteState> states = new HashMap<>();
  private final SearchAllowance allowance = new SearchAllowance();
  private final IntSupplier budget;
  private final IntSupplier nodes;
  private final Outages outages;

  /**
   * Knows no route yet.
   *
   * @param notices where the page reads that nothing comes through
   * @param budget calls that all nodes may make in five minutes
   * @param nodes that share it
   */
  CircuitBreakers(Time time, Notices notices, IntSupplier budget, IntSupplier nodes) {
    this.time = time;
    this.outages = new Outages(notices, states.keySet());
    this.budget = budget;
    this.nodes = nodes;
  }

  RouteState of(Route route) {
    return states.computeIfAbsent(route, w -> new RouteState());
  }

  boolean isOpen(Route route) {
    RouteState state = states.get(route);
    return state != null && state.breaker().isOpen();
  }

  /** A document failed without telling whom that is about. */
  void failed(
      Route route,
      Collection<SourceZone> asked,
      Set<SourceZone> named,
      CloudflareException cause,
      Optional<Probe> probe) {
    RouteState state = of(route);
    CircuitBreaker breaker = state.breaker();
    boolean wasOpen = breaker.isOpen();
    Failure failure = failure(cause, time.jitter());
    if (probe.isPresent()) {
      breaker.probeFailed(probe.get(), named, failure, time.millis());
    } else {
      breaker.documentFailed(asked, named, failure, time.millis());
    }
    state.cause(cause);
    if (breaker.isOpen() && (probe.isPresent() || !wasOpen)) {
      failureLog.arose(route.toString(), cause);
      outages.began(route, cause, time.millis());
    }
    tell(route, state);
  }

  /** Something was answered; returns the planned nodes that no longer have to wait. */
  List<PlannedNode> answered(Route route, Collection<SourceZone> good, Optional<Probe> probe) {
    RouteState state = of(route);
    boolean wasOpen = state.breaker().isOpen();
    state.answered(good);
    state.breaker().answered(good, probe, time.millis());
    if (wasOpen) {
      failureLog.ended(route.toString());
      outages.ended(route);
    }
    tell(route, state);
    return state.release();
  }

  /** When the next call may leave that is part of a search. */
  SearchTimes searchTimes() {
    long now = time.millis();
    int calls = budget.getAsInt();
    int sharers = nodes.getAsInt();
    return new SearchTimes(
        allowance.opensAt(calls, sharers, 1, now),
        allowance.opensAt(calls, sharers, SHARE_OF_THOSE_ALONE, now));
  }

  void searching() {
    allowance.spend(time.millis());
  }

  /** Whether a call that is no planned node may leave: nothing is open, or the time of a probe has come. */
  boolean admitsOthers(Route route) {
    RouteState state = states.get(route);
    return state == null || state.breaker().admitsOthers(time.millis());
  }

  /** Whether nothing leaves because the credential may be what is refused. */
  boolean isForbidden(Route route) {
    return isOpen(route) && of(route).cause().filter(Calls::isForbidden).isPresent();
  }

  /** Forgets an account that is gone; returns what waited. */
  List<PlannedNode> forget(String account) {
    return forget((route, state) -> route.account().equals(account)).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Forgets credentials that are gone; returns what waited. */
  List<PlannedNode> forgetCredentials(Set<String> present) {
    return forget((route, state) ->
            !route.credential().isEmpty() && !present.contains(route.credential()))
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Forgets what failed for credentials that were not let in and may be now; returns what waited. */
  Map<Route, List<PlannedNode>> forgetForbidden(Set<String> valid) {
    return forget((route, state) -> valid.contains(route.credential())
        && state.cause().filter(Calls::isForbidden).isPresent());
  }

  /** Takes out some of what waits. */
  List<PlannedNode> take(Predicate<PlannedNode> some) {
    return states.values().stream().flatMap(state -> state.take(some).stream()).toList();
  }

  private Map<Route, List<PlannedNode>> forget(BiPredicate<Route, RouteState> some) {
    Map<Route, List<PlannedNode>> waiting = new HashMap<>();
    states.entrySet().removeIf(entry -> {
      boolean gone = some.test(entry.getKey(), entry.getValue());
      if (gone) {
        time.cancel(entry.getValue().timer());
        waiting.put(entry.getKey(), entry.getValue().all());
        failureLog.forget(entry.getKey().toString());
      }
      return gone;
    });
    waiting.keySet().forEach(outages::ended);
    return waiting;
  }

  static Failure failure(CloudflareException cause, double chance) {
    return new Failure(Calls.isForbidden(cause), Calls.pauseMillis(cause), chance);
  }

  private void tell(Route route, RouteState state) {
    for (Finding finding : state.breaker().findings()) {
      String where = route + " " + finding.subject();
      if (finding.began()) {
        state.cause().ifPresent(cause -> failureLog.arose(where, cause));
      } else {
        failureLog.ended(where);
      }
    }
  }

  static Set<SourceZone> keys(Collection<PlannedNode> plannedNodes) {
    return plannedNodes.stream().map(PlannedNode::key).collect(Collectors.toSet());
  }
}
