package io.github.cfexporter.limiter;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How the nodes share a budget: each has an equal share. A network may split, and then each side has a
 * limiter that cannot hear of the other's calls: it uses the shares of the nodes that it sees, so that
 * all sides together stay within the budget, whatever becomes of those out of sight.
 *
 * <ul>
 *   <li>A node that is back has its share again a period later: what it did meanwhile may be unknown here.
 *   <li>A side with less than half of the shares stops after a period, since the others may have agreed
 *       to go on without it.
 *   <li>A side with more than half of them gives up the others two periods after it last changed: by
 *       then they have stopped for a period.
 *   <li>A new node gets a share while all others have theirs.
 *   <li>A node that leaves in order while all have theirs takes its share along.
 * </ul>
 *
 * <p>This holds as long as nobody who was given up is joined, through a restart, by one of those who
 * gave it up. All instants are milliseconds since the epoch.
 *
 * @param epoch grows whenever shares come or go; after a split, those of the later epoch go on
 * @param changedAt when a share was last lost or back
 * @param shares by the address of the node, which stays when its process is started again
 * @param leaving ids of processes that are leaving in order and still in sight
 */
public record BudgetShares(
    long epoch, long changedAt, Map<String, Share> shares, Set<String> leaving) {
  public static final BudgetShares NONE = new BudgetShares(0, 0, Map.of(), Set.of());

  /** All nodes notice a split within 15 seconds; twice that is left between one side and the other. */
  static final long GIVEN_UP_MILLIS = 2 * Limiter.PERIOD_MILLIS + 30_000;

  /** A process of a node. */
  public record Holder(String id, String address) {}

  /**
   * The share of one node.
   *
   * @param missingSince 0 while the node is in sight
   * @param countsFrom when it counts, if it is in sight
   */
  public record Share(long missingSince, long countsFrom) {
    private static final Share TAKEN = new Share(0, 0);

    boolean isMissing() {
      return missingSince > 0;
    }

    private Share seen(boolean inSight, long now) {
      if (inSight == !isMissing()) {
        return this;
      }
      return inSight ? new Share(0, now + Limiter.PERIOD_MILLIS) : new Share(now, 0);
    }
  }

  public BudgetShares {
    shares = Collections.unmodifiableMap(new TreeMap<>(shares));
    leaving = Collections.unmodifiableSet(new TreeSet<>(leaving));
  }

  /** The budgetShares after a look at who is in sight now. */
  public BudgetShares observe(Set<Holder> inSight, long now) {
    Set<String> addresses = new TreeSet<>();
    Set<String> stillLeaving = new TreeSet<>();
    for (Holder holder : inSight) {
      if (leaving.contains(holder.id())) {
        stillLeaving.add(holder.id());
      } else {
        addresses.add(holder.address());
      }
    }
    Map<String, Share> looked = new TreeMap<>(shares);
    looked.replaceAll((address, share) -> share.seen(addresses.contains(address), now));
    long changed = looked.equals(shares) ? changedAt : now;
    if (present(looked) * 2 > looked.size() && changed + GIVEN_UP_MILLIS < now) {
      looked.values().removeIf(Share::isMissing);
    }
    if (isComplete(looked, now)) {
      addresses.forEach(address -> looked.putIfAbsent(address, Share.TAKEN));
    }
    boolean sameShares = looked.keySet().equals(shares.keySet());
    return new BudgetShares(sameShares ? epoch : epoch + 1, changed, looked, stillLeaving);
  }

  /**
   * The budgetShares after a split has ended, if this one's limiter goes on. The other side may have lost sight
   * of others later than this one.
   */
  public BudgetShares merge(BudgetShares other) {
    Map<String, Share> merged = new TreeMap<>(shares);
    merged.replaceAll((address, share) -> {
      Share theirs = other.shares.getOrDefault(address, share);
      boolean later = share.isMissing() && theirs.missingSince > share.missingSince;
      return later ? theirs : share;
    });
    return new BudgetShares(epoch, Math.max(changedAt, other.changedAt), merged, leaving);
  }

  /** The budgetShares after a process has said that it will go and use no permit any more. */
  public BudgetShares leave(Holder holder, long now) {
    if (!isComplete(now)) {
      return this;
    }
    Map<String, Share> left = new TreeMap<>(shares);
    left.remove(holder.address());
    Set<String> going = new TreeSet<>(leaving);
    going.add(holder.id());
    return new BudgetShares(epoch + 1, changedAt, left, going);
  }

  /** What this side may use of the budgets of all. */
  public Budgets shareOf(Budgets all, long now) {
    int present = present(shares);
    if (present * 2 < shares.size() && now >= firstMissing() + Limiter.PERIOD_MILLIS) {
      return all.share(0, shares.size());
    }
    int counting = (int) shares.values().stream()
        .filter(share -> !share.isMissing() && share.countsFrom <= now)
        .count();
    return all.share(counting, shares.size());
  }

  /** Whether every share is in sight and counts. */
  public boolean isComplete(long now) {
    return isComplete(shares, now);
  }

  /** Addresses of the nodes that are out of sight. */
  public Set<String> missing() {
    Map<String, Share> missing = new TreeMap<>(shares);
    missing.values().removeIf(share -> !share.isMissing());
    return missing.keySet();
  }

  private static boolean isComplete(Map<String, Share> shares, long now) {
    return shares.values().stream().noneMatch(share -> share.isMissing() || share.countsFrom > now);
  }

  private long firstMissing() {
    return shares.values().stream()
        .filter(Share::isMissing)
        .mapToLong(Share::missingSince)
        .min()
        .orElseThrow();
  }

  private static int present(Map<String, Share> shares) {
    return (int) shares.values().stream().filter(share -> !share.isMissing()).count();
  }
}
