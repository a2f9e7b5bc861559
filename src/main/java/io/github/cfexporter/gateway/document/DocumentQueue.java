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
 * Pieces that wait for a permit, batch by batch. What goes together into a document is decided when
 * one may leave, not when its pieces came: the scarcer permits are, the fuller are the documents.
 */
public final class DocumentQueue {
  private final Map<Batch, List<Piece>> waiting = new HashMap<>();

  /** Some zones of an account, or the account itself: what may share a document. */
  public record Batch(Route route, int part) {
    static Batch of(Route route, Piece piece) {
      return new Batch(route, piece.question().ask().part());
    }
  }

  /** Adds pieces of one route; answers the batches that nobody waited for until now. */
  public List<Batch> add(Route route, Collection<Piece> pieces) {
    List<Batch> begun = new ArrayList<>();
    for (Piece piece : pieces) {
      Batch batch = Batch.of(route, piece);
      if (!waiting.containsKey(batch)) {
        waiting.put(batch, new ArrayList<>());
        begun.add(batch);
      }
      waiting.get(batch).add(piece);
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
  public List<Piece> next(Batch batch, int nodes) {
    List<List<Piece>> packed = DocumentPacker.pack(waiting.getOrDefault(batch, List.of()), nodes);
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
    waiting.computeIfPresent(batch, (b, pieces) -> pieces.isEmpty() ? null : pieces);
    return waiting.containsKey(batch);
  }

  /** Takes everything of a batch out. */
  public List<Piece> leave(Batch batch) {
    List<Piece> left = waiting.remove(batch);
    return left == null ? List.of() : left;
  }

  /** Takes out some of what waits; who comes with a permit for it finds the rest, or nothing. */
  public List<Piece> take(Predicate<Piece> some) {
    List<Piece> taken = new ArrayList<>();
    for (List<Piece> pieces : waiting.values()) {
      pieces.stream().filter(some).forEach(taken::add);
      pieces.removeIf(some);
    }
    return taken;
  }

  /** Takes out what waits for an account that is gone. */
  public List<Piece> forget(String account) {
    List<Piece> left = new ArrayList<>();
    waiting.forEach((batch, pieces) -> {
      if (batch.route().account().equals(account)) {
        left.addAll(pieces);
        pieces.clear(); // whoever comes with its permit finds nothing
      }
    });
    return left;
  }
}
