package io.github.cfexporter.limiter;

import io.github.cfexporter.limiter.RequestQueue.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Decides which call to Cloudflare may leave next, so that no 5 minutes, wherever they start, see
 * more calls than the budgets allow. The log of departures is exact: a whole budget may leave in one
 * burst, and then each permit comes back a period after it was used.
 *
 * <p>All instants are milliseconds since the epoch, because a successor on another node must
 * understand them. The class never reads a clock: callers say what time it is. A clock that steps
 * back is harmless: what was granted counts as granted just now, and nothing is held longer than it
 * was meant to be. Not for use by several threads.
 */
public final class Limiter {
  /**
   * How long a permit counts: Cloudflare's 5 minutes, and a second because a call leaves a little
   * later than its grant and takes its time to arrive.
   */
  public static final long PERIOD_MILLIS = 301_000;

  /**
   * How many calls of a burst leave in a second. Cloudflare takes 200 from an address, see
   * https://developers.cloudflare.com/fundamentals/api/reference/limits/; what matters more is that calls which queue on their way arrive later than the second that {@link
   * #PERIOD_MILLIS} has to spare, and then together with those that follow a period after them.
   */
  static final int BURST_PER_SECOND = 25;

  private static final long SECOND_MILLIS = 1_000;

  private final BudgetLedger ledger = new BudgetLedger(PERIOD_MILLIS);
  private final Pauses brakes = new Pauses();
  private final SlidingLog burst = new SlidingLog(SECOND_MILLIS);
  /**
   * Calls of the latest period that nothing waited for, of all payers together: no more of them leave
   * than {@link Budgets#spare} allows, however much the others leave. A successor begins without any.
   */
  private final SlidingLog spare = new SlidingLog(PERIOD_MILLIS);

  private final Map<Lane, RequestQueue> lanes = new HashMap<>();
  private final Map<Long, RequestQueue> laneOf = new HashMap<>();
  private Budgets budgets;
  private long arrivals;
  private long latest = Long.MIN_VALUE;

  /** Requests of which any may leave when one may. */
  private record Lane(Payer payer, boolean spare) {
    static Lane of(Request request) {
      return new Lane(request.payer(), request.isSpare());
    }
  }

  public Limiter(Budgets budgets) {
    this.budgets = budgets;
  }

  /** Changes the budgets; what has left counts against the new ones. */
  public void change(Budgets budgets) {
    this.budgets = budgets;
  }

  /** Queues a request until {@link #grants} names its id. */
  public void ask(Request request, long now) {
    observe(now);
    if (laneOf.containsKey(request.id())) {
      throw new IllegalArgumentException("request " + request.id() + " waits already");
    }
    RequestQueue lane = lanes.computeIfAbsent(
        Lane.of(request), queue -> new RequestQueue(queue.payer(), queue.spare()));
    lane.add(new Waiting(request, arrivals++, now));
    laneOf.put(request.id(), lane);
  }

  /** Takes a request out of the queue; false when it does not wait, having left perhaps. */
  public boolean cancel(long id) {
    return leave(id).isPresent();
  }

  /** The requests that may leave now, most urgent first; they no longer wait then. */
  public List<Long> grants(long now) {
    observe(now);
    List<Long> granted = new ArrayList<>();
    Optional<Waiting> next = mostUrgent(now);
    while (next.isPresent()) {
      granted.add(depart(next.get().request(), now));
      next = mostUrgent(now);
    }
    return granted;
  }

  /** When it is worth asking for {@link #grants} again; empty when nobody waits. */
  public OptionalLong nextGrantAt(long now) {
    observe(now);
    return lanes.values().stream().mapToLong(lane -> opensAt(lane, now)).min();
  }

  /**
   * Lets no call leave before {@code until}; never shortens a pause.
   *
   * @param credential whose calls are held, if no account is named
   * @param account the only one about which calls are held, whatever their credential; may be empty
   */
  public void pause(Api api, String credential, String account, long until, long now) {
    observe(now);
    brakes.pause(api, credential, account, until, now);
  }

  /**
   * Believes a {@code Ratelimit} header when it is stricter than what is known here.
   *
   * @param remaining calls that Cloudflare still allows before the reset
   */
  public void slowDown(Api api, String credential, int remaining, int resetSeconds, long now) {
    observe(now);
    brakes.slowDown(api, credential, Math.max(0, remaining), resetSeconds * 1000L, now);
  }

  /** How many calls may leave now, for the credential or the account that used most. */
  public int remaining(Api api, long now) {
    observe(now);
    return brakes.left(api, ledger.left(api, budgets));
  }

  /** How many requests wait, but for those that take only what others leave. */
  public int waiting(Api api) {
    return lanes.values().stream()
        .filter(lane -> lane.payer().api() == api && !lane.isSpare())
        .mapToInt(RequestQueue::size)
        .sum();
  }

  /** What a successor must {@link #restore}. */
  public History history(long now) {
    observe(now);
    return new History(ledger.departures(), brakes.pauses());
  }

  /**
   * Adds what a predecessor granted and was told, beside what this limiter did itself. The clocks of
   * the two may differ by the second that {@link #PERIOD_MILLIS} has to spare.
   */
  public void restore(History history, long now) {
    observe(now);
    ledger.merge(history.departures(), now);
    brakes.merge(history.pauses(), now);
  }

  /**
   * The clock was set ahead by so many milliseconds since the latest call: what was granted is no
   * older for that, and pauses are no shorter.
   */
  public void setAhead(long millis) {
    History later = new History(ledger.departures(), brakes.pauses()).later(millis);
    latest += latest == Long.MIN_VALUE ? 0 : millis;
    ledger.replace(later.departures());
    brakes.merge(later.pauses(), latest);
  }

  private void observe(long now) {
    if (now < latest) {
      ledger.stepBack(now);
      burst.clamp(now);
      spare.clamp(now);
      brakes.stepBack(now);
      lanes.values().forEach(lane -> lane.stepBack(now));
    }
    latest = now;
    ledger.advance(now);
    burst.forget(now);
    spare.forget(now);
    brakes.advance(now);
  }

  private Optional<Waiting> mostUrgent(long now) {
    Comparator<Waiting> order = RequestQueue.order(now);
    return lanes.values().stream()
        .filter(lane -> opensAt(lane, now) <= now)
        .map(lane -> lane.head(now))
        .min(order);
  }

  private long opensAt(RequestQueue lane, long now) {
    Budgets usable = lane.isSpare() ? budgets.butSpare() : budgets;
    long allowed =
        Math.max(ledger.opensAt(lane.payer(), usable, now), brakes.opensAt(lane.payer(), now));
    if (lane.isSpare()) {
      allowed = Math.max(allowed, spare.opensAt(budgets.spare(lane.payer().api()), now));
    }
    return Math.max(allowed, burst.opensAt(BURST_PER_SECOND, now));
  }

  private long depart(Request request, long now) {
    leave(request.id());
    ledger.add(new GrantedPermit(now, request.payer()));
    burst.add(now);
    if (request.isSpare()) {
      spare.add(now);
    }
    brakes.spend(request.payer());
    return request.id();
  }

  private Optional<Waiting> leave(long id) {
    RequestQueue lane = laneOf.remove(id);
    if (lane == null) {
      return Optional.empty();
    }
    Optional<Waiting> left = lane.remove(id);
    if (lane.isEmpty()) {
      lanes.remove(new Lane(lane.payer(), lane.isSpare()));
    }
    return left;
  }
}
