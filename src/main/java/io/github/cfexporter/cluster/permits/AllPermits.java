package io.github.cfexporter.cluster.permits;

import io.github.cfexporter.cluster.wire.MergePolicy;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.GrantedPermit;
import io.github.cfexporter.limiter.History;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * After a split, the calls of both sides count. The term after both makes the limiter that goes on
 * learn of the other's calls.
 */
public final class AllPermits extends MergePolicy<LimiterState> {
  public static final int ID = 11;

  public AllPermits() {
    super(ID);
  }

  @Override
  protected LimiterState merge(LimiterState theirs, Optional<LimiterState> ours) {
    return ours.map(state -> both(theirs, state)).orElse(theirs).nextTerm();
  }

  private static LimiterState both(LimiterState theirs, LimiterState ours) {
    // what happened before the split is on both sides
    Set<GrantedPermit> known = new HashSet<>(ours.history().departures());
    History added = new History(
        theirs.history().departures().stream()
            .filter(departure -> !known.contains(departure))
            .toList(),
        theirs.history().pauses());
    long term = Math.max(ours.term(), theirs.term());
    boolean theirsGoesOn = theirs.budgetShares().epoch() > ours.budgetShares().epoch();
    BudgetShares budgetShares = theirsGoesOn
        ? theirs.budgetShares().merge(ours.budgetShares())
        : ours.budgetShares().merge(theirs.budgetShares());
    return new LimiterState(term, ours.history(), budgetShares).with(added, 0);
  }
}
