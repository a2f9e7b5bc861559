package io.github.cfexporter.limiter;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes that share a budget. A network may split, and then each side has a limiter that cannot
 * hear of the other's calls: it uses the share of the seats that it sees, so that all sides together
 * stay within the budget, whatever becomes of those out of sight.
 *
 * <ul>
 *   <li>A seat that is back counts again a period later: what it did meanwhile may be unknown here.
 *   <li>A side without half of the seats stops after a period, since the others may have agreed to go
 *       on without it.
 *   <li>A side with more than half of them gives up the others two periods after it last changed: by
 *       then they have stopped for a period.
 *   <li>Newcomers get a seat while all count.
 *   <li>Who says goodbye while all count takes its seat along.
 * </ul>
 *
 * <p>This holds as long as nobody who was given up is joined, through a restart, by one of those who
 * gave it up. All instants are milliseconds since the epoch.
 *
 * @param epoch grows whenever seats come or go; after a split, the crew of the later epoch goes on
 * @param changedAt when a seat was last lost or back
 * @param seats by the address of the node, which stays when its process is started again
 * @param leaving ids of processes that have said goodbye and are still in sight
 */
public record Crew(long epoch, long changedAt, Map<String, Seat> seats, Set<String> leaving) {
  public static final Crew NONE = new Crew(0, 0, Map.of(), Set.of());

  /** All nodes notice a split within 15 seconds; twice that is left between one side and the other. */
  static final long GIVEN_UP_MILLIS = 2 * Limiter.PERIOD_MILLIS + 30_000;

  /** A process of a node. */
  public record Hand(String id, String address) {}

  /**
   * A place in the crew.
   *
   * @param missingSince 0 while the node is in sight
   * @param countsFrom when it counts, if it is in sight
   */
  public record Seat(long missingSince, long countsFrom) {
    private static final Seat TAKEN = new Seat(0, 0);

    boolean isMissing() {
      return missingSince > 0;
    }

    private Seat seen(boolean inSight, long now) {
      if (inSight == !isMissing()) {
        return this;
      }
      return inSight ? new Seat(0, now + Limiter.PERIOD_MILLIS) : new Seat(now, 0);
    }
  }

  public Crew {
    seats = Collections.unmodifiableMap(new TreeMap<>(seats));
    leaving = Collections.unmodifiableSet(new TreeSet<>(leaving));
  }

  /** The crew after a look at who is in sight now. */
  public Crew observe(Set<Hand> inSight, long now) {
    Set<String> addresses = new TreeSet<>();
    Set<String> stillLeaving = new TreeSet<>();
    for (Hand hand : inSight) {
      if (leaving.contains(hand.id())) {
        stillLeaving.add(hand.id());
      } else {
        addresses.add(hand.address());
      }
    }
    Map<String, Seat> looked = new TreeMap<>(seats);
    looked.replaceAll((address, seat) -> seat.seen(addresses.contains(address), now));
    long changed = looked.equals(seats) ? changedAt : now;
    if (present(looked) * 2 > looked.size() && changed + GIVEN_UP_MILLIS < now) {
      looked.values().removeIf(Seat::isMissing);
    }
    if (isComplete(looked, now)) {
      addresses.forEach(address -> looked.putIfAbsent(address, Seat.TAKEN));
    }
    boolean sameSeats = looked.keySet().equals(seats.keySet());
    return new Crew(sameSeats ? epoch : epoch + 1, changed, looked, stillLeaving);
  }

  /**
   * The crew after a split has ended, if this one's limiter goes on. The other side may have lost sight
   * of others later than this one.
   */
  public Crew merge(Crew other) {
    Map<String, Seat> merged = new TreeMap<>(seats);
    merged.replaceAll((address, seat) -> {
      Seat theirs = other.seats.getOrDefault(address, seat);
      boolean later = seat.isMissing() && theirs.missingSince > seat.missingSince;
      return later ? theirs : seat;
    });
    return new Crew(epoch, Math.max(changedAt, other.changedAt), merged, leaving);
  }

  /** The crew after a process has said that it will go and use no permit any more. */
  public Crew farewell(Hand hand, long now) {
    if (!isComplete(now)) {
      return this;
    }
    Map<String, Seat> left = new TreeMap<>(seats);
    left.remove(hand.address());
    Set<String> going = new TreeSet<>(leaving);
    going.add(hand.id());
    return new Crew(epoch + 1, changedAt, left, going);
  }

  /** What this side may use of the budgets of all. */
  public Budgets shareOf(Budgets all, long now) {
    int present = present(seats);
    if (present * 2 < seats.size() && now >= firstMissing() + Limiter.PERIOD_MILLIS) {
      return all.share(0, seats.size());
    }
    int counting = (int) seats.values().stream()
        .filter(seat -> !seat.isMissing() && seat.countsFrom <= now)
        .count();
    return all.share(counting, seats.size());
  }

  /** Whether every seat is in sight and counts. */
  public boolean isComplete(long now) {
    return isComplete(seats, now);
  }

  /** Addresses of the nodes that are out of sight. */
  public Set<String> missing() {
    Map<String, Seat> missing = new TreeMap<>(seats);
    missing.values().removeIf(seat -> !seat.isMissing());
    return missing.keySet();
  }

  private static boolean isComplete(Map<String, Seat> seats, long now) {
    return seats.values().stream().noneMatch(seat -> seat.isMissing() || seat.countsFrom > now);
  }

  private long firstMissing() {
    return seats.values().stream()
        .filter(Seat::isMissing)
        .mapToLong(Seat::missingSince)
        .min()
        .orElseThrow();
  }

  private static int present(Map<String, Seat> seats) {
    return (int) seats.values().stream().filter(seat -> !seat.isMissing()).count();
  }
}
