package io.github.cfexporter.limiter;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Requests that share every budget and every pause, so that one of them may leave exactly when any
 * of them may.
 *
 * <p>The most urgent goes first, but nobody waits for ever: who has waited for {@link
 * #PATIENCE_MILLIS} goes before all who have not, in the order of arrival. Only those that take what
 * others leave do wait for ever, if nothing is left.
 */
final class RequestQueue {
  /** One period of the budget: as long as the most unlucky must wait without any rivals. */
  static final long PATIENCE_MILLIS = 300_000;

  private static final Comparator<Waiting> BY_URGENCY = Comparator.<Waiting>comparingLong(
          waiting -> waiting.request().dueSince())
      .thenComparingLong(Waiting::arrival);

  private final Payer payer;
  private final boolean spare;
  private final Map<Long, Waiting> byArrival = new LinkedHashMap<>();
  private final TreeSet<Waiting> byUrgency = new TreeSet<>(BY_URGENCY);

  /**
   * A request in the queue.
   *
   * @param arrival its number in the order of arrival, over all lanes
   * @param since when it arrived
   */
  record Waiting(Request request, long arrival, long since) {
    private boolean isOverdue(long now) {
      return now - since >= PATIENCE_MILLIS && !request.isSpare();
    }
  }

  /** @param spare whether its requests take only what others leave */
  RequestQueue(Payer payer, boolean spare) {
    this.payer = payer;
    this.spare = spare;
  }

  /** Which of the heads of lanes goes first. */
  static Comparator<Waiting> order(long now) {
    return (one, other) -> {
      boolean overdue = one.isOverdue(now);
      if (overdue != other.isOverdue(now)) {
        return overdue ? -1 : 1;
      }
      return overdue
          ? Long.compare(one.arrival(), other.arrival())
          : BY_URGENCY.compare(one, other);
    };
  }

  Payer payer() {
    return payer;
  }

  boolean isSpare() {
    return spare;
  }

  void add(Waiting waiting) {
    byArrival.put(waiting.request().id(), waiting);
    byUrgency.add(waiting);
  }

  Optional<Waiting> remove(long id) {
    Optional<Waiting> removed = Optional.ofNullable(byArrival.remove(id));
    removed.ifPresent(byUrgency::remove);
    return removed;
  }

  boolean isEmpty() {
    return byArrival.isEmpty();
  }

  int size() {
    return byArrival.size();
  }

  /** The next to leave; the lane must not be empty. */
  Waiting head(long now) {
    Waiting oldest = byArrival.values().iterator().next();
    return oldest.isOverdue(now) ? oldest : byUrgency.first();
  }

  /** After the clock has stepped back nobody has arrived in the future. */
  void stepBack(long now) {
    byArrival.replaceAll((id, waiting) ->
        new Waiting(waiting.request(), waiting.arrival(), Math.min(waiting.since(), now)));
    byUrgency.clear();
    byUrgency.addAll(byArrival.values());
  }
}
