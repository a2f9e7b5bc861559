package io.github.cfexporter.gateway.document;

import static java.util.stream.Collectors.toCollection;

import io.github.cfexporter.gateway.breaker.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Planned nodes that wait for a permit, batch by batch. What goes together into a document is decided when
 * one may leave, not when its planned nodes came: the scarcer permits are, the fuller are the documents.
 */
public final class DocumentQueue {
  private final Map<Batch, List<PlannedNode>> waiting = new HashMap<>();

  /** Some zones of an account, or the account itself: what may share a document. */
  public record Batch(Route route, int part) {
    static Batch of(Route route, PlannedNode planned) {
      return new Batch(route, planned.pending().ask().batch());
    }
  }

  /** Adds planned nodes of one route; answers the batches that nobody waited for until now. */
  public List<Batch> add(Route route, Collection<PlannedNode> plannedNodes) {
    List<Batch> begun = new ArrayList<>();
    for (PlannedNode planned : plannedNodes) {
      Batch batch = Batch.of(route, planned);
      if (!waiting.containsKey(batch)) {
        waiting.put(batch, new ArrayList<>());
        begun.add(batch);
      }
      waiting.get(batch).add(planned);
    }
    return begun;
  }

  /** The instant up to which the oldest data of a batch is known, in milliseconds since the epoch. */
  public long dueSince(Batch batch) {
    return DocumentPacker.oldestWatermark(waiting.getOrDefault(batch, List.of())) * 1000;
  }

  /**
   * Takes the most urgent document out; what is left goes on waiting. Empty when nothing waits.
   *
   * @param nodes most zones times sources of the document
   */
  public List<PlannedNode> next(Batch batch, int nodes) {
    List<List<PlannedNode>> packed =
        DocumentPacker.pack(waiting.getOrDefault(batch, List.of()), nodes);
    if (packed.isEmpty()) {
      return List.of();
    }
    waiting.put(
        batch, packed.stream().skip(1).flatMap(List::stream).collect(toCollection(ArrayList::new)));
    return packed.get(0);
  }

  /** Those of which something waits. */
  public List<Batch> batches() {
    return List.copyOf(waiting.keySet());
  }

  /** Whether anything of a batch is left; if not, the next that comes finds nobody waiting. */
  public boolean remains(Batch batch) {
    waiting.computeIfPresent(
        batch, (b, plannedNodes) -> plannedNodes.isEmpty() ? null : plannedNodes);
    return waiting.containsKey(batch);
  }

  /** Takes everything of a batch out. */
  public List<PlannedNode> leave(Batch batch) {
    List<PlannedNode> left = waiting.remove(batch);
    return left == null ? List.of() : left;
  }

  /** Takes out some of what waits; who comes with a permit for it finds the rest, or nothing. */
  public List<PlannedNode> take(Predicate<PlannedNode> some) {
    List<PlannedNode> taken = new ArrayList<>();
    for (List<PlannedNode> plannedNodes : waiting.values()) {
      plannedNodes.stream().filter(some).forEach(taken::add);
      plannedNodes.removeIf(some);
    }
    return taken;
  }

  /** Takes out what waits for an account that is gone. */
  public List<PlannedNode> forget(String account) {
    List<PlannedNode> left = new ArrayList<>();
    waiting.forEach((batch, plannedNodes) -> {
      if (batch.route().account().equals(account)) {
        left.addAll(plannedNodes);
        plannedNodes.clear(); // whoever comes with its permit finds nothing
      }
    });
    return left;
  }
}
