package io.github.cfexporter.gateway;

import io.github.cfexporter.cloudflare.CloudflareException;
import io.github.cfexporter.cluster.counters.SourceZone;
import io.github.cfexporter.gateway.breaker.CircuitBreaker;
import io.github.cfexporter.gateway.breaker.Route;
import io.github.cfexporter.gateway.document.PlannedNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** One {@link Route} over GraphQL: its circuit breaker, and the planned nodes that wait for a probe. */
final class RouteState {
  static final long NO_TIMER = -1;

  /** In a row for the same zone and source, after which the cause is searched for. */
  private static final int MOST_PAUSES = 3;

  private final CircuitBreaker breaker = new CircuitBreaker();
  private final Map<SourceZone, List<PlannedNode>> suspects = new HashMap<>();
  private final Map<SourceZone, Long> expected = new HashMap<>();
  private final Map<SourceZone, Integer> pauses = new HashMap<>();
  private final List<PlannedNode> held = new ArrayList<>();
  private Optional<CloudflareException> cause = Optional.empty();
  private long timer = NO_TIMER;

  CircuitBreaker breaker() {
    return breaker;
  }

  /** Why the breaker is open; of no meaning while it is closed. */
  Optional<CloudflareException> cause() {
    return cause;
  }

  void cause(CloudflareException failure) {
    cause = Optional.of(failure);
  }

  /** The timer that looks for the next probe. */
  long timer() {
    return timer;
  }

  void timer(long id) {
    timer = id;
  }

  /**
   * Some were refused for going too fast. Whether that has happened to all of them so often in a row,
   * each time after the pause that was asked for, that it is hardly about the pace.
   */
  boolean pausedAgain(Set<SourceZone> keys) {
    keys.forEach(key -> pauses.merge(key, 1, Integer::sum));
    return keys.stream().allMatch(key -> pauses.get(key) > MOST_PAUSES);
  }

  /** They were answered. */
  void answered(Collection<SourceZone> keys) {
    pauses.keySet().removeAll(Set.copyOf(keys));
  }

  /** Keeps a planned node that is asked for in probes only. */
  void keep(PlannedNode planned) {
    suspects.computeIfAbsent(planned.key(), key -> new ArrayList<>()).add(planned);
  }

  /** Those who wanted them may ask anew until then, in milliseconds since the epoch. */
  void expect(Set<SourceZone> keys, long until) {
    keys.forEach(key -> expected.put(key, until));
  }

  /** Whether somebody waits for it, or will in a moment. */
  boolean isWanted(SourceZone key, long now) {
    return suspects.containsKey(key) || expected.getOrDefault(key, now) > now;
  }

  /** Keeps planned nodes that wait for the breaker to close. */
  void hold(Collection<PlannedNode> plannedNodes) {
    held.addAll(plannedNodes);
  }

  List<PlannedNode> held() {
    return List.copyOf(held);
  }

  /** Takes out the planned nodes of a probe, wherever they wait. */
  List<PlannedNode> take(Set<SourceZone> asked) {
    List<PlannedNode> taken = new ArrayList<>();
    asked.forEach(key -> taken.addAll(suspects.getOrDefault(key, List.of())));
    suspects.keySet().removeAll(asked);
    expected.keySet().removeAll(asked);
    held.stream().filter(planned -> asked.contains(planned.key())).forEach(taken::add);
    held.removeIf(planned -> asked.contains(planned.key()));
    return taken;
  }

  /** Takes out some of what waits. */
  List<PlannedNode> take(Predicate<PlannedNode> some) {
    List<PlannedNode> taken = new ArrayList<>(all());
    taken.removeIf(some.negate());
    held.removeIf(some);
    suspects.values().forEach(plannedNodes -> plannedNodes.removeIf(some));
    suspects.values().removeIf(List::isEmpty);
    return taken;
  }

  /** Takes out what no longer has to wait: it is not suspect, and the breaker is closed. */
  List<PlannedNode> release() {
    List<PlannedNode> released = new ArrayList<>();
    if (!breaker.isOpen()) {
      Set<SourceZone> free = new HashSet<>(suspects.keySet());
      free.removeIf(breaker::isSuspect);
      released.addAll(take(free));
      released.addAll(held);
      held.clear();
    }
    return released;
  }

  /** Everything that waits. */
  List<PlannedNode> all() {
    List<PlannedNode> all = new ArrayList<>(held);
    suspects.values().forEach(all::addAll);
    return all;
  }
}
