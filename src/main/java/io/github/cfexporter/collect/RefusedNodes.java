package io.github.cfexporter.collect;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes of one source that were refused for one zone, until when, and whether that has a reason. */
final class RefusedNodes {
  private final Map<String, Long> refusedUntil = new HashMap<>();
  private final Set<String> withoutReason = new HashSet<>();
  private Optional<Long> heldUpSince = Optional.empty();

  boolean isRefused(String node, long nowSeconds) {
    return nowSeconds < refusedUntil.getOrDefault(node, 0L);
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

  /** The source goes on without nodes that were refused for no known reason: their rows are lost. */
  void goWithout(Collection<String> nodes) {
    withoutReason.addAll(nodes);
  }

  /** Whether windows lack the rows of a node, though the zone may use it as far as is known. */
  boolean isWithoutAny(long nowSeconds) {
    withoutReason.removeIf(node -> !isRefused(node, nowSeconds));
    return !withoutReason.isEmpty();
  }

  /** An answer was sound, so that none of those that were asked holds the source up. */
  void sound() {
    if (withoutReason.isEmpty()) {
      heldUpSince = Optional.empty();
    }
  }
}
