package io.github.cfexporter.permits;

import io.github.cfexporter.cluster.Ownership;
import io.github.cfexporter.cluster.permits.PermitLog;
import io.github.cfexporter.limiter.BudgetShares;
import io.github.cfexporter.limiter.Budgets;
import io.github.cfexporter.runtime.Time;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who shares the budgets with this node, as it has agreed with the others. */
final class ShareAgreement {
  private static final Logger logger = LoggerFactory.getLogger(ShareAgreement.class);

  /** How often it is asked again who shares them. */
  static final long AGREE_MILLIS = 1_000;

  private final PermitLog log;
  private final Ownership ownership;
  private final Time time;
  private BudgetShares budgetShares = BudgetShares.NONE;
  private Set<BudgetShares.Holder> inShares = Set.of();
  private boolean agreeing;

  ShareAgreement(PermitLog log, Ownership ownership, Time time) {
    this.log = log;
    this.ownership = ownership;
    this.time = time;
  }

  /** Goes on from what is on record; whether all in sight know of it is to be agreed on. */
  void begin(BudgetShares recorded) {
    budgetShares = recorded;
    doubt();
  }

  /** Has it agreed on anew before anything leaves. */
  void doubt() {
    inShares = Set.of();
  }

  /** Whether all nodes that are in sight have agreed. */
  boolean isOfAllInSight(long now) {
    return ownership.holders().equals(inShares)
        && budgetShares.observe(inShares, now).equals(budgetShares);
  }

  /** Those who have agreed. */
  Set<BudgetShares.Holder> holders() {
    return inShares;
  }

  /** Whether no node is missing that has a share. */
  boolean isComplete(long now) {
    return budgetShares.isComplete(now);
  }

  /** What this side may use of the budgets. */
  Budgets of(Budgets whole, long now) {
    return budgetShares.shareOf(whole, now);
  }

  /**
   * Agrees with the other nodes on who shares the budgets.
   *
   * @param term of the limiter
   * @param goOn called when they have agreed, and to try again when they could not
   * @param takeOver called when the term is over
   */
  void agree(long term, Runnable goOn, Runnable takeOver) {
    if (agreeing) {
      return;
    }
    agreeing = true;
    Set<BudgetShares.Holder> inSight = ownership.holders();
    log.agreeOnShares(term, inSight, time.millis())
        .onComplete(answered -> agreeing = false)
        .onSuccess(agreed -> agreed.ifPresentOrElse(
            now -> {
              agreed(inSight, now);
              goOn.run();
            },
            () -> time.after(AGREE_MILLIS, takeOver)))
        .onFailure(cause -> {
          logger.warn("nodes could not agree on their shares of the budgets", cause);
          time.after(AGREE_MILLIS, goOn);
        });
  }

  private void agreed(Set<BudgetShares.Holder> inSight, BudgetShares now) {
    if (!now.missing().equals(budgetShares.missing())) {
      logger.warn(
          "the budgets are shared with nodes that are out of sight: nodes={} missing={}",
          now.shares().keySet(),
          now.missing());
    }
    budgetShares = now;
    inShares = inSight;
  }
}
