package io.github.cfexporter.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Nodes of one source that were refused for one zone, until when, and whether that has a reason. Without
 * one, rows of a node are given up only while the others are known to be answered: when all fail, one is
 * found to fail after the other, and when that ends in between, all of them are to go on.
 */
final class RefusedNodes {
  private final Map<String, Long> refusedUntil = new HashMap<>();

  /** Nodes that are asked without the minute of their rows. */
  private final Map<String, Long> undividedUntil = new HashMap<>();

  private final Set<String> withoutReason = new HashSet<>();

  /** Those of them that are left out only to see whether the others are answered. */
  private final Set<String> onTrial = new HashSet<>();

  /** Nodes without which the others were answered, and nothing has spoken against it since. */
  private final Set<String> dispensable = new HashSet<>();

  private Optional<Long> heldUpSince = Optional.empty();

  boolean isRefused(String node, long nowSeconds) {
    return nowSeconds < refusedUntil.getOrDefault(node, 0L);
  }

  /** Whether a node's rows are not to be asked for their minute. */
  boolean isUndivided(String node, long nowSeconds) {
    return nowSeconds < undividedUntil.getOrDefault(node, 0L);
  }

  /** Takes note that a node may be refused for the minute of its rows, and when to ask for it again. */
  void undivide(String node, long untilSeconds) {
    undividedUntil.put(node, untilSeconds);
  }

  /** Takes note that nodes of the source were refused, and when to try them again. */
  void refuse(Collection<String> nodes, long untilSeconds) {
    nodes.forEach(node -> refusedUntil.put(node, untilSeconds));
  }

  /** The zone's settings refuse the node, too: when they allow it again they are believed. */
  void pardon(String node) {
    refusedUntil.remove(node);
  }

  /** How many seconds ago a node first failed for no known reason; it did so again just now. */
  long heldUp(long nowSeconds) {
    long since = heldUpSince.orElse(nowSeconds);
    heldUpSince = Optional.of(since);
    return nowSeconds - since;
  }

  /**
   * The source goes on without nodes that were refused for no known reason: their rows are lost, unless
   * it has yet to be seen that the others are answered.
   */
  void goWithout(Collection<String> nodes, long nowSeconds) {
    withoutReason.removeIf(node -> !isRefused(node, nowSeconds));
    withoutReason.addAll(nodes);
    if (!dispensable.containsAll(withoutReason)) {
      dispensable.clear();
      onTrial.addAll(withoutReason);
    }
  }

  /**
   * Whether an answer lacks the rows of a node that the zone may use as far as is known.
   *
   * @param asked the nodes of the answer; a refusal may have run out since they were asked
   */
  boolean isWithoutAny(Set<String> asked) {
    return !asked.containsAll(withoutReason);
  }

  /**
   * Whether a sound answer showed only that the nodes that were asked are answered: all are to be asked
   * once more before anything is counted.
   */
  boolean endsTrial(Set<String> asked) {
    boolean ends = !asked.containsAll(onTrial);
    if (ends) {
      dispensable.addAll(withoutReason);
      withoutReason.forEach(this::pardon);
      withoutReason.clear();
    }
    onTrial.clear();
    return ends;
  }

  /** An answer was sound, so that none of those that were asked holds the source up. */
  void sound(Set<String> asked) {
    withoutReason.removeAll(asked);
    if (withoutReason.isEmpty()) {
      heldUpSince = Optional.empty();
      dispensable.clear();
    }
  }
}
